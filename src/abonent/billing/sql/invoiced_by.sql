-- What was invoiced in a time by what `by` names. Of lines the rounding of their documents is a row of its own, for no line has it.
-- Reads   invoice, invoice_line, product, unit, tax_category, legal_entity, staff_entity, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH posted AS (
    SELECT invoice.id, invoice.issued_on, invoice.entity_id, invoice.channel, invoice.currency, invoice.rounding
    FROM invoice
    WHERE invoice.issued_on >= %(first)s::date
      AND invoice.issued_on < %(until)s::date
      AND invoice.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
      AND (%(everybody)s::boolean
           OR invoice.payer_id IN (
               SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
           ))
), parts AS (
    SELECT
        posted.id, posted.issued_on, posted.entity_id, posted.channel, posted.currency, invoice_line.product_id, invoice_line.unit_id,
        invoice_line.tax_category, invoice_line.rate, invoice_line.net, invoice_line.vat, 0::numeric AS rounding, false AS is_rounding
    FROM posted
    JOIN invoice_line ON invoice_line.invoice_id = posted.id
    UNION ALL
    SELECT
        posted.id, posted.issued_on, posted.entity_id, posted.channel, posted.currency, NULL, NULL, NULL, NULL, 0, 0, posted.rounding,
        %(by)s::text IN ('product', 'unit', 'vat')
    FROM posted
    WHERE posted.rounding <> 0
), summed AS (
    SELECT
        parts.currency, parts.is_rounding,
        CASE WHEN %(by)s::text = 'day' THEN parts.issued_on END AS day,
        CASE WHEN %(by)s::text = 'product' THEN parts.product_id END AS product_id,
        CASE WHEN %(by)s::text = 'unit' THEN parts.unit_id END AS unit_id,
        CASE WHEN %(by)s::text = 'vat' THEN parts.tax_category END AS tax_category,
        CASE WHEN %(by)s::text = 'vat' THEN parts.rate END AS rate,
        CASE WHEN %(by)s::text = 'company' THEN parts.entity_id END AS entity_id,
        CASE WHEN %(by)s::text = 'channel' THEN parts.channel END AS channel,
        count(DISTINCT parts.id) AS documents, sum(parts.net) AS net, sum(parts.vat) AS vat, sum(parts.rounding) AS rounding
    FROM parts
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
)
SELECT
    summed.currency, summed.is_rounding, summed.day, summed.rate, summed.documents, summed.net, summed.vat, summed.rounding,
    coalesce(product.code, unit.code, summed.tax_category, legal_entity.code, summed.channel, '') AS code,
    coalesce(product.name, tax_category.name, to_jsonb(unit.name), to_jsonb(legal_entity.name), to_jsonb(''::text)) AS name
FROM summed
LEFT JOIN product ON product.id = summed.product_id
LEFT JOIN unit ON unit.id = summed.unit_id
LEFT JOIN tax_category ON tax_category.code = summed.tax_category
LEFT JOIN legal_entity ON legal_entity.id = summed.entity_id
ORDER BY summed.is_rounding, summed.day, code, summed.rate, summed.currency
