-- What an entity has invoiced for terms to be earned issue by issue, part by part, without VAT, each on the day of its document; credit
-- notes take off. Terms that have something to earn from the first day of a release on: what others still have is nothing.
-- Reads   term_charge, term, pause, invoice, invoice_line
-- Writes  nothing
-- Feeds   subscriptions/deferred_of_terms
-- Again   safe: a question
WITH waiting AS (
    SELECT term.id AS term_id
    FROM term
    WHERE coalesce(upper(term.during), upper(term.sold_during)) >= %(first)s::date
    UNION
    -- What a pause keeps back waits, however old the term is.
    SELECT term.id
    FROM pause
    JOIN term ON term.subscription_id = pause.subscription_id
    WHERE pause.withdrawn_at IS NULL AND upper_inf(pause.during)
), billed AS (
    SELECT waiting.term_id, invoice_line.component_ordinal, invoice_line.invoice_id, invoice_line.ordinal AS line, invoice_line.net,
           invoice.issued_on
    FROM waiting
    JOIN term_charge ON term_charge.term_id = waiting.term_id
    JOIN invoice_line ON invoice_line.charge_id = term_charge.charge_id
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    WHERE invoice_line.deferred AND invoice.entity_id = %(entity)s::bigint
)
SELECT billed.term_id, billed.component_ordinal AS ordinal, billed.issued_on AS known_on, billed.net AS amount
FROM billed
UNION ALL
SELECT billed.term_id, billed.component_ordinal, invoice.issued_on, credit.net
FROM billed
JOIN invoice_line AS credit ON credit.credited_invoice_id = billed.invoice_id AND credit.credited_ordinal = billed.line
JOIN invoice ON invoice.id = credit.invoice_id
