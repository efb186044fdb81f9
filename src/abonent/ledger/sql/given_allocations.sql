-- Allocations that an operation gives as a JSON list.
-- Reads   nothing
-- Writes  nothing: it is handed over to write_allocations
-- Again   safe
SELECT given.allocation_id, given.receivable_id, NULL::bigint AS payout_id, given.payment_id, given.credit_id, given.amount,
       given.allocated_on, given.reverses_id, given.reason, NULL::bigint AS run_id
FROM jsonb_to_recordset(%(allocations)s::jsonb) AS given (
    allocation_id bigint, receivable_id bigint, payment_id bigint, credit_id bigint, amount numeric, allocated_on date, reverses_id bigint,
    reason jsonb
)
