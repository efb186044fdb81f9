-- What was invoiced in a time by who sold it: the agent who mediated on the first day of the term, else the colleague who took the order
-- or said what recurs. A credit is of whoever sold what it takes back. The rounding of documents is a row of its own, for no line has it.
-- Reads   invoice, invoice_line, charge, charge_of_term, term, subscription, subscription_party, recurrence_line, recurrence,
--         recurring_invoice, customer, staff_user, staff_entity, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH posted AS (
    SELECT invoice.id, invoice.currency, invoice.rounding
    FROM invoice
    WHERE invoice.issued_on >= %(first)s::date
      AND invoice.issued_on < %(until)s::date
      AND invoice.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
      AND (%(everybody)s::boolean
           OR invoice.payer_id IN (
               SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
           ))
), lines AS (
    SELECT posted.id, posted.currency, invoice_line.net, invoice_line.vat,
           CASE charge.source_kind WHEN 'commission' THEN charge.source_id ELSE charge.id END AS charge_id
    FROM posted
    JOIN invoice_line ON invoice_line.invoice_id = posted.id
    LEFT JOIN invoice_line AS credited
      ON credited.invoice_id = invoice_line.credited_invoice_id AND credited.ordinal = invoice_line.credited_ordinal
    LEFT JOIN charge ON charge.id = coalesce(invoice_line.charge_id, credited.charge_id)
), sold AS (
    SELECT lines.id, lines.currency, lines.net, lines.vat, ordered.agent_id,
           CASE WHEN ordered.agent_id IS NULL THEN coalesce(ordered.staff_user_id, agreed.staff_user_id) END AS staff_user_id
    FROM lines
    LEFT JOIN LATERAL (
        SELECT subscription.created_by_id AS staff_user_id, mediator.canonical_id AS agent_id
        FROM charge_of_term
        JOIN term ON term.id = charge_of_term.term_id
        JOIN subscription ON subscription.id = term.subscription_id
        LEFT JOIN subscription_party
          ON subscription_party.subscription_id = subscription.id
         AND subscription_party.role = 'agent'
         AND subscription_party.withdrawn_at IS NULL
         AND subscription_party.during @> lower(term.sold_during)
        LEFT JOIN customer AS mediator ON mediator.id = subscription_party.customer_id
        WHERE charge_of_term.charge_id = lines.charge_id
        LIMIT 1
    ) AS ordered ON true
    LEFT JOIN LATERAL (
        SELECT recurring_invoice.sold_by_id AS staff_user_id
        FROM recurrence_line
        JOIN recurrence ON recurrence.id = recurrence_line.recurrence_id
        JOIN recurring_invoice ON recurring_invoice.id = recurrence.recurring_id
        WHERE recurrence_line.charge_id = lines.charge_id
    ) AS agreed ON true
), summed AS (
    SELECT sold.currency, false AS is_rounding, sold.agent_id, sold.staff_user_id, count(DISTINCT sold.id) AS documents,
           sum(sold.net) AS net, sum(sold.vat) AS vat, 0::numeric AS rounding
    FROM sold
    GROUP BY sold.currency, sold.agent_id, sold.staff_user_id
    UNION ALL
    SELECT posted.currency, true, NULL, NULL, count(*), 0, 0, sum(posted.rounding)
    FROM posted
    WHERE posted.rounding <> 0
    GROUP BY posted.currency
)
SELECT summed.currency, summed.is_rounding, NULL::date AS day, NULL::numeric AS rate, summed.documents, summed.net, summed.vat,
       summed.rounding, '' AS code,
       to_jsonb(CASE
           WHEN summed.agent_id IS NULL THEN coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '')
           WHEN %(everybody)s::boolean OR reached_customer.customer_id IS NOT NULL THEN agent.name
           ELSE '-'
       END) AS name
FROM summed
LEFT JOIN staff_user ON staff_user.id = summed.staff_user_id
LEFT JOIN customer AS agent ON agent.id = summed.agent_id
LEFT JOIN reached_customer ON reached_customer.customer_id = summed.agent_id AND reached_customer.staff_user_id = %(viewer)s::bigint
ORDER BY summed.is_rounding, summed.net DESC, name, summed.currency
