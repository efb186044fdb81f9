-- VAT that is not that of the rate: of an invoice, per rate, of the sum on its basis; of a credit note within the smallest
-- unit for each line, because it takes back what was billed, not what the rate would give.
-- Reads   invoice, invoice_line, currency
-- Writes  nothing
-- Again   safe
WITH rates AS (
    SELECT invoice_line.invoice_id, invoice_line.rate, count(*) AS lines, sum(invoice_line.vat) AS vat,
           sum(CASE invoice.basis WHEN 'gross' THEN invoice_line.gross ELSE invoice_line.net END) AS base,
           min(CASE invoice.basis WHEN 'gross' THEN 1 ELSE 0 END) AS is_gross
    FROM invoice_line
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    GROUP BY invoice_line.invoice_id, invoice_line.rate
), expected AS (
    SELECT rates.*, invoice.document_number, invoice.kind, smallest.exponent,
           round(rates.base * rates.rate / (1 + rates.rate * rates.is_gross), smallest.exponent) AS expected_vat
    FROM rates
    JOIN invoice ON invoice.id = rates.invoice_id
    CROSS JOIN LATERAL (
        SELECT currency.exponent::int AS exponent
        FROM currency
        WHERE currency.code = invoice.currency AND currency.valid_from <= invoice.issued_on
        ORDER BY currency.valid_from DESC
        LIMIT 1
    ) AS smallest
)
SELECT expected.invoice_id, expected.document_number, expected.rate, expected.vat, expected.expected_vat
FROM expected
WHERE abs(expected.vat - expected.expected_vat) > CASE expected.kind WHEN 'invoice' THEN 0 ELSE expected.lines * power(10::numeric, -expected.exponent) END
ORDER BY expected.invoice_id
LIMIT 100
