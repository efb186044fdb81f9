-- Plan the lines of a credit note: each takes an amount off a line of the invoice. What takes all that is left takes its VAT to the
-- cent, so that a full credit makes nothing of everything; what takes a part takes VAT by the rate, never more than is left of it.
-- Reads   invoice, invoice_line, customer, billing_treatment
-- Writes  billing_plan_line, one row per credited line
-- Again   safe: a run that has lines is left alone
WITH asked AS (
    SELECT asked.ordinal, asked.amount
    FROM jsonb_to_recordset(%(lines)s::jsonb) AS asked(ordinal smallint, amount numeric)
), credited AS (
    SELECT credit.credited_ordinal AS ordinal, sum(credit.net) AS net, sum(credit.vat) AS vat
    FROM invoice_line AS credit
    WHERE credit.credited_invoice_id = %(credited)s::bigint
    GROUP BY credit.credited_ordinal
), remaining AS (
    SELECT invoice_line.*, invoice.payer_id, invoice.currency, invoice.basis, asked.amount AS asked_amount,
           invoice_line.net + coalesce(credited.net, 0) AS left_net, invoice_line.vat + coalesce(credited.vat, 0) AS left_vat
    FROM asked
    JOIN invoice_line ON invoice_line.invoice_id = %(credited)s::bigint AND invoice_line.ordinal = asked.ordinal
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    LEFT JOIN credited ON credited.ordinal = invoice_line.ordinal
), taken AS (
    SELECT remaining.*,
           CASE
               WHEN remaining.basis = 'gross' AND remaining.asked_amount = remaining.left_net + remaining.left_vat THEN remaining.left_vat
               WHEN remaining.basis = 'net' AND remaining.asked_amount = remaining.left_net THEN remaining.left_vat
               WHEN remaining.basis = 'gross' THEN greatest(
                   least(round(remaining.asked_amount * remaining.rate / (1 + remaining.rate), %(exponent)s::int), remaining.left_vat),
                   remaining.asked_amount - remaining.left_net)
               ELSE least(round(remaining.asked_amount * remaining.rate, %(exponent)s::int), remaining.left_vat)
           END AS taken_vat
    FROM remaining
)
INSERT INTO billing_plan_line (
    run_id, ordinal, line, treatment, credited_invoice_id, credited_ordinal, payer_id, basis, rate, description, during, quantity,
    unit_price, net, vat, gross, unit_id, trace_id
)
SELECT %(run)s::bigint, 1, row_number() OVER (ORDER BY taken.ordinal), billing_treatment.ordinal, taken.invoice_id, taken.ordinal,
       customer.canonical_id, taken.basis, taken.rate, taken.description, taken.during, 1, -taken.asked_amount,
       taken.taken_vat * (taken.basis = 'gross')::int - taken.asked_amount, -taken.taken_vat,
       -taken.asked_amount - taken.taken_vat * (taken.basis = 'net')::int, taken.unit_id, taken.trace_id
FROM taken
JOIN customer ON customer.id = taken.payer_id
JOIN billing_treatment
  ON billing_treatment.run_id = %(run)s::bigint
 AND billing_treatment.product_id = coalesce(taken.product_id, 0)
 AND billing_treatment.revenue_class = taken.revenue_class
 AND billing_treatment.tax_category = taken.tax_category
 AND billing_treatment.deferred = taken.deferred
 AND billing_treatment.rate = taken.rate
WHERE NOT EXISTS (SELECT FROM billing_plan_line WHERE billing_plan_line.run_id = %(run)s::bigint)
