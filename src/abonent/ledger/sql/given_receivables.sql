-- Receivables that an operation gives as a JSON list.
-- Reads   nothing
-- Writes  nothing: it is handed over to open_receivables
-- Again   safe
SELECT given.receivable_id, given.entity_id, given.customer_id, given.currency, given.amount, given.opened_on, given.due_on, given.reference,
       given.source_kind, given.document_number, NULL::bigint AS run_id
FROM jsonb_to_recordset(%(receivables)s::jsonb) AS given (
    receivable_id bigint, entity_id bigint, customer_id bigint, currency text, amount numeric, opened_on date, due_on date, reference text,
    source_kind text, document_number text
)
