-- Invoices and credit notes of customers, for their timeline.
-- Reads   invoice, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT
    invoice.posted_at AS at,
    'invoices' AS chip,
    invoice.id,
    jsonb_build_object(
        'kind', invoice.kind,
        'number', invoice.document_number,
        'total', invoice.total,
        'currency', invoice.currency,
        'due_on', invoice.due_on,
        'credits', credited.document_number
    ) AS said,
    '' AS who
FROM invoice
LEFT JOIN invoice AS credited ON credited.id = invoice.credits_id
WHERE invoice.payer_id = ANY(%(customers)s::bigint[])
  AND invoice.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
