-- What had covered the refunds of an order that is taken back is given up; what stands for the money that never went covers them instead.
-- Reads   withdrawn_refund, refund, allocation, a sequence
-- Feeds   ledger/write_allocations
-- Writes  nothing
-- Again   safe: what was given up is not given up again
SELECT nextval('allocation_id_seq') AS allocation_id, NULL::bigint AS receivable_id, allocation.payout_id, allocation.payment_id,
       allocation.credit_id, -allocation.amount AS amount, withdrawn_refund.withdrawn_on AS allocated_on, allocation.id AS reverses_id,
       '{"code": "withdrawn"}'::jsonb AS reason, NULL::bigint AS run_id
FROM refund
JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
JOIN allocation ON allocation.payout_id = refund.payment_id AND allocation.payment_id IS DISTINCT FROM withdrawn_refund.payment_id
WHERE refund.order_id = %(order)s::bigint
  AND allocation.amount > 0
  AND NOT EXISTS (SELECT FROM allocation AS reversal WHERE reversal.reverses_id = allocation.id)
UNION ALL
SELECT nextval('allocation_id_seq'), NULL, refund.payment_id, withdrawn_refund.payment_id, NULL, refund.amount, withdrawn_refund.withdrawn_on,
       NULL, '{"code": "withdrawn"}'::jsonb, NULL
FROM refund
JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
WHERE refund.order_id = %(order)s::bigint
  AND NOT EXISTS (SELECT FROM allocation WHERE allocation.payment_id = withdrawn_refund.payment_id)
