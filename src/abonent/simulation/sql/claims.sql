-- What payers have on their tables: invoices whose payment may arrive between two days.
-- Reads   receivable, open_receivable, customer, external_key
-- Writes  nothing
-- Again   safe
SELECT
    receivable.id AS receivable_id,
    receivable.customer_id,
    receivable.document_number,
    receivable.reference,
    receivable.amount,
    open_receivable.open_amount,
    receivable.due_on,
    external_key.key AS payer_key,
    customer.name AS payer_name,
    customer.country
FROM open_receivable
JOIN receivable ON receivable.id = open_receivable.receivable_id
JOIN customer ON customer.id = receivable.customer_id
JOIN external_key ON external_key.customer_id = customer.id AND external_key.source = %(key_source)s
WHERE receivable.entity_id = %(entity)s::bigint
  AND receivable.source_kind = 'invoice'
  AND receivable.due_on BETWEEN %(earliest_due)s::date AND %(latest_due)s::date
ORDER BY receivable.due_on, external_key.key, receivable.amount, receivable.id
