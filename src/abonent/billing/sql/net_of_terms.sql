-- What is invoiced for terms to be earned issue by issue, part by part, without VAT, each on the day of its document; credit notes take
-- off. Terms of companies the viewer works for, of one product or of all, that have something to earn from the first day on.
-- Reads   term_charge, term, subscription, invoice, invoice_line, pause, staff_entity
-- Writes  nothing
-- Feeds   subscriptions/deferred_of_terms
-- Again   safe: a question
WITH asked AS (
    SELECT term.id AS term_id
    FROM term
    WHERE coalesce(upper(term.during), upper(term.sold_during)) >= %(first)s::date
    UNION
    -- What a pause keeps back waits, however old the term is.
    SELECT term.id
    FROM pause
    JOIN term ON term.subscription_id = pause.subscription_id
    WHERE pause.withdrawn_at IS NULL AND upper_inf(pause.during)
    UNION
    -- What is invoiced or credited afterwards is earned at once.
    SELECT term_charge.term_id
    FROM invoice
    JOIN invoice_line ON invoice_line.invoice_id = invoice.id
    LEFT JOIN invoice_line AS credited
      ON credited.invoice_id = invoice_line.credited_invoice_id AND credited.ordinal = invoice_line.credited_ordinal
    JOIN term_charge ON term_charge.charge_id = coalesce(invoice_line.charge_id, credited.charge_id)
    WHERE invoice.issued_on >= %(first)s::date
), billed AS (
    SELECT asked.term_id, invoice_line.component_ordinal, invoice_line.invoice_id, invoice_line.ordinal AS line, invoice_line.net
    FROM asked
    JOIN term ON term.id = asked.term_id
    JOIN subscription ON subscription.id = term.subscription_id
    JOIN term_charge ON term_charge.term_id = asked.term_id
    JOIN invoice_line ON invoice_line.charge_id = term_charge.charge_id
    WHERE invoice_line.deferred
      AND (%(product)s::bigint IS NULL OR term.product_id = %(product)s::bigint)
      AND subscription.entity_id IN (
          SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
      )
)
SELECT billed.term_id, billed.component_ordinal AS ordinal, invoice.issued_on AS known_on, billed.net AS amount
FROM billed
JOIN invoice ON invoice.id = billed.invoice_id
UNION ALL
SELECT billed.term_id, billed.component_ordinal, invoice.issued_on, credit.net
FROM billed
JOIN invoice_line AS credit ON credit.credited_invoice_id = billed.invoice_id AND credit.credited_ordinal = billed.line
JOIN invoice ON invoice.id = credit.invoice_id
