-- Receivables whose open amount is not what their allocations leave. This is the recomputing statement of open_receivable.
-- Reads   receivable, open_receivable, allocation
-- Writes  nothing
-- Again   safe
WITH moved AS (
    SELECT allocation.receivable_id, allocation.amount FROM allocation WHERE allocation.receivable_id IS NOT NULL
    UNION ALL
    SELECT allocation.credit_id, -allocation.amount FROM allocation WHERE allocation.credit_id IS NOT NULL
), settled AS (
    SELECT moved.receivable_id, sum(moved.amount) AS amount FROM moved GROUP BY moved.receivable_id
), computed AS (
    SELECT receivable.id, receivable.document_number, receivable.amount, receivable.amount - coalesce(settled.amount, 0) AS open_amount
    FROM receivable
    LEFT JOIN settled ON settled.receivable_id = receivable.id
)
SELECT coalesce(computed.id, open_receivable.receivable_id) AS receivable_id, coalesce(computed.document_number, '?') AS document_number,
       coalesce(open_receivable.open_amount, 0) AS listed, coalesce(computed.open_amount, 0) AS computed
FROM computed
FULL JOIN open_receivable ON open_receivable.receivable_id = computed.id
WHERE coalesce(open_receivable.open_amount, 0) <> coalesce(computed.open_amount, 0)
   OR (open_receivable.receivable_id IS NOT NULL AND open_receivable.full_amount IS DISTINCT FROM computed.amount)
ORDER BY 1
LIMIT 100
