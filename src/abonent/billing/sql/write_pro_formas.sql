-- Number the planned documents of a run as pro formas: frozen as an invoice would be, with neither reference nor receivable.
-- Reads   billing_plan
-- Writes  pro_forma, one row per planned document
-- Again   safe: a document that is written is left alone
INSERT INTO pro_forma (
    id, entity_id, series_id, number, document_number, payer_id, currency, basis, issued_on, valid_until, net, vat, gross, rounding, total,
    language, seller, buyer, run_id, made_by_id
)
SELECT
    billing_plan.invoice_id, %(entity)s::bigint, %(series)s::bigint, numbered.number, %(prefix)s || numbered.number, billing_plan.payer_id,
    billing_plan.currency, billing_plan.basis, %(issued_on)s::date, %(valid_until)s::date, billing_plan.net, billing_plan.vat,
    billing_plan.gross, billing_plan.rounding, billing_plan.total, billing_plan.language, %(seller)s::jsonb, billing_plan.buyer,
    billing_plan.run_id, %(made_by)s::bigint
FROM billing_plan
CROSS JOIN LATERAL (SELECT %(first_number)s::bigint - %(first)s::bigint + billing_plan.ordinal AS number) AS numbered
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
ON CONFLICT (id) DO NOTHING
