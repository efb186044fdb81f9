-- Plan the documents: sums of their lines, rounded to the currency's step (a credit note undoes rounding, it makes none); buyer,
-- channel and ground; what is odd about each beside the latest invoice to any record of its payer; and the ids that the posting
-- will use, so that all its statements know them.
-- Reads   billing_plan_line, invoice, customer
-- Takes   handed_over (ordinal int, payer_id bigint, language text, channel text, terms_days int, has_address boolean,
--         has_email boolean, buyer jsonb, ground bigint)
-- Writes  billing_plan, one row per invoice
-- Again   safe: a part of a run that has invoices is left alone
WITH summed AS (
    SELECT billing_plan_line.ordinal, min(billing_plan_line.basis) AS basis, sum(billing_plan_line.net) AS net,
           sum(billing_plan_line.vat) AS vat, sum(billing_plan_line.gross) AS gross
    FROM billing_plan_line
    WHERE billing_plan_line.run_id = %(run)s::bigint
      AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
    GROUP BY billing_plan_line.ordinal
), rounded AS (
    SELECT summed.*,
           CASE
               WHEN %(credited)s::bigint IS NOT NULL THEN %(credit_rounding)s::numeric
               WHEN summed.gross <= 0 THEN 0
               ELSE round(summed.gross / %(total_step)s::numeric) * %(total_step)s::numeric - summed.gross
           END AS rounding
    FROM summed
)
INSERT INTO billing_plan (
    run_id, ordinal, invoice_id, receivable_id, entry_id, kind, payer_id, currency, basis, channel, language, terms_days, net, vat, gross,
    rounding, total, credits_id, buyer, ground, previous_id, previous_total, oddities
)
SELECT %(run)s::bigint, rounded.ordinal, nextval('invoice_id_seq'), nextval('receivable_id_seq'), nextval('journal_entry_id_seq'),
       CASE WHEN rounded.gross < 0 OR %(credited)s::bigint IS NOT NULL THEN 'credit_note' ELSE 'invoice' END, handed_over.payer_id,
       %(currency)s, rounded.basis, handed_over.channel, handed_over.language, handed_over.terms_days, rounded.net, rounded.vat,
       rounded.gross, rounded.rounding, rounded.gross + rounded.rounding, %(credited)s::bigint, handed_over.buyer, handed_over.ground,
       previous.id, previous.total,
       array_remove(ARRAY[
           CASE WHEN previous.id IS NULL THEN 'first' END,
           CASE WHEN abs(rounded.gross + rounded.rounding - previous.total) > abs(previous.total) * %(changed_percent)s::numeric / 100 THEN 'changed' END,
           CASE WHEN rounded.gross = 0 THEN 'zero' END,
           CASE WHEN rounded.gross < 0 THEN 'credit_exceeds' END,
           CASE WHEN NOT handed_over.has_email OR (handed_over.channel = 'paper' AND NOT handed_over.has_address) THEN 'unsendable' END
       ], NULL)
FROM rounded
JOIN handed_over ON handed_over.ordinal = rounded.ordinal
LEFT JOIN LATERAL (
    SELECT latest.id, latest.total
    FROM customer AS payer
    JOIN customer AS payers_record ON payers_record.canonical_id = payer.canonical_id
    CROSS JOIN LATERAL (
        SELECT invoice.id, invoice.total
        FROM invoice
        WHERE invoice.payer_id = payers_record.id
          AND invoice.entity_id = %(entity)s::bigint
          AND invoice.currency = %(currency)s
          AND invoice.kind = 'invoice'
        ORDER BY invoice.id DESC
        LIMIT 1
    ) AS latest
    WHERE payer.id = handed_over.payer_id
    ORDER BY latest.id DESC
    LIMIT 1
) AS previous ON true
WHERE NOT EXISTS (
    SELECT FROM billing_plan
    WHERE billing_plan.run_id = %(run)s::bigint AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
)
