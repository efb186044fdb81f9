-- Plan what agents whose readers pay us have earned by a day, line by line, and what they give back of what was credited: whatever is not
-- settled yet. The terms are those of the first day of the term that was sold. Of a line that was written off in part the paid part earns.
-- What is credited takes back the same share of what the line earned, so that a line credited whole earned nothing.
-- Reads   agent, customer, subscription_party, term, charge_of_term, charge, invoice_line, invoice, receivable, open_receivable, write_off,
--         commission_terms, earned_commission
-- Writes  commission_plan, one row per line
-- Again   safe: a run that has a plan gets no other
WITH billed AS (
    SELECT agent.id AS agent_id, charge.source_kind, term.ordinal AS term_ordinal, lower(term.sold_during) AS sold_on, invoice_line.invoice_id,
           invoice_line.ordinal AS line, invoice_line.component_ordinal, invoice_line.product_id, invoice_line.unit_id, invoice_line.net,
           invoice_line.quantity, invoice.receivable_id
    FROM agent
    JOIN customer AS mediator ON mediator.id = agent.customer_id
    JOIN customer AS named ON named.canonical_id = mediator.canonical_id
    JOIN subscription_party
      ON subscription_party.customer_id = named.id AND subscription_party.role = 'agent' AND subscription_party.withdrawn_at IS NULL
    JOIN term
      ON term.subscription_id = subscription_party.subscription_id AND subscription_party.during @> lower(term.sold_during)
    JOIN charge_of_term ON charge_of_term.term_id = term.id
    JOIN charge ON charge.id = charge_of_term.charge_id
    JOIN invoice_line ON invoice_line.charge_id = charge.id
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    JOIN customer AS payer ON payer.id = invoice.payer_id
    WHERE agent.mode = 'commission'
      AND invoice.entity_id = %(entity)s::bigint
      AND invoice.issued_on <= %(as_of)s::date
      AND payer.canonical_id <> mediator.canonical_id
      AND NOT EXISTS (SELECT FROM commission_plan WHERE commission_plan.run_id = %(run)s::bigint)
), priced AS (
    SELECT billed.*, agreed.id AS terms_id,
           CASE
               WHEN agreed.percent > 0 THEN billed.net * agreed.percent / 100
               WHEN billed.source_kind = 'term' AND billed.component_ordinal = 1
               THEN agreed.per_copy * billed.quantity + agreed.per_order * (billed.term_ordinal = 1)::int
               ELSE 0
           END * CASE WHEN agreed.earned = 'paid' THEN payment.share ELSE 1 END AS exact_amount,
           agreed.earned = 'billed' OR payment.settled AS is_earned
    FROM billed
    CROSS JOIN LATERAL (
        SELECT commission_terms.id, commission_terms.percent, commission_terms.per_copy, commission_terms.per_order, commission_terms.earned
        FROM commission_terms
        WHERE commission_terms.agent_id = billed.agent_id
          AND commission_terms.entity_id = %(entity)s::bigint
          AND commission_terms.during @> billed.sold_on
          AND (commission_terms.product_id = billed.product_id OR commission_terms.product_id IS NULL)
        ORDER BY commission_terms.product_id NULLS LAST
        LIMIT 1
    ) AS agreed
    CROSS JOIN LATERAL (
        SELECT NOT EXISTS (SELECT FROM open_receivable WHERE open_receivable.receivable_id = billed.receivable_id) AS settled,
               1 - coalesce(
                   (SELECT sum(write_off.amount) FROM write_off WHERE write_off.receivable_id = billed.receivable_id)
                   / nullif((SELECT receivable.amount FROM receivable WHERE receivable.id = billed.receivable_id), 0), 0
               ) AS share
    ) AS payment
), sale AS (
    SELECT priced.agent_id, priced.terms_id, priced.invoice_id, priced.line, priced.product_id, priced.unit_id, priced.net,
           coalesce(settled.amount, round(priced.exact_amount, %(exponent)s::int)) AS amount
    FROM priced
    LEFT JOIN earned_commission AS settled ON settled.invoice_id = priced.invoice_id AND settled.line = priced.line
    WHERE priced.is_earned OR settled.amount IS NOT NULL
), given_back AS (
    SELECT sale.agent_id, sale.terms_id, credit.invoice_id, credit.ordinal AS line, sale.product_id, sale.unit_id, credit.net,
           sale.amount, sale.net AS sold_net, sum(credit.net) OVER so_far AS credited_net
    FROM sale
    JOIN invoice_line AS credit ON credit.credited_invoice_id = sale.invoice_id AND credit.credited_ordinal = sale.line
    JOIN invoice AS note ON note.id = credit.invoice_id AND note.issued_on <= %(as_of)s::date
    WINDOW so_far AS (PARTITION BY sale.invoice_id, sale.line ORDER BY credit.invoice_id, credit.ordinal)
), earned AS (
    SELECT sale.agent_id, sale.terms_id, sale.invoice_id, sale.line, sale.product_id, sale.unit_id, sale.net, sale.amount
    FROM sale
    UNION ALL
    SELECT given_back.agent_id, given_back.terms_id, given_back.invoice_id, given_back.line, given_back.product_id, given_back.unit_id,
           given_back.net,
           round(given_back.amount * given_back.credited_net / nullif(given_back.sold_net, 0), %(exponent)s::int)
           - round(given_back.amount * (given_back.credited_net - given_back.net) / nullif(given_back.sold_net, 0), %(exponent)s::int)
    FROM given_back
)
INSERT INTO commission_plan (run_id, ordinal, agent_id, terms_id, invoice_id, line, product_id, unit_id, base, amount)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY earned.agent_id, earned.invoice_id, earned.line), earned.agent_id, earned.terms_id,
       earned.invoice_id, earned.line, earned.product_id, earned.unit_id, earned.net, earned.amount
FROM earned
WHERE earned.amount <> 0
  AND NOT EXISTS (
      SELECT
      FROM earned_commission
      WHERE earned_commission.invoice_id = earned.invoice_id AND earned_commission.line = earned.line
  )
