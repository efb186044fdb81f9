-- What covers each refund of an order: the customer's own payments and credit notes.
-- Reads   planned_refund, planned_refund_source, refund
-- Feeds   ledger/write_allocations
-- Writes  nothing
-- Again   safe
SELECT planned_refund_source.allocation_id, NULL::bigint AS receivable_id, refund.payment_id AS payout_id, planned_refund_source.payment_id,
       planned_refund_source.credit_id, planned_refund_source.amount, %(as_of)s::date AS allocated_on, NULL::bigint AS reverses_id,
       '{"code": "refund"}'::jsonb AS reason, planned_refund.run_id
FROM refund
JOIN planned_refund ON planned_refund.payment_id = refund.payment_id AND planned_refund.run_id = %(run)s::bigint
JOIN planned_refund_source
  ON planned_refund_source.run_id = planned_refund.run_id AND planned_refund_source.ordinal = planned_refund.ordinal
WHERE refund.order_id = %(order)s::bigint
