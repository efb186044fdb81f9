-- What the payments of a plan that were written settle; a payment that was taken back covers the return.
-- Reads   matching_plan, matching_plan_item, payment, allocation, a sequence
-- Writes  nothing: it is handed over to write_allocations
-- Again   safe
SELECT matching_plan_item.allocation_id, matching_plan_item.receivable_id, NULL::bigint AS payout_id,
       coalesce(matching_plan.returns_id, payment.id) AS payment_id, NULL::bigint AS credit_id, matching_plan_item.amount,
       %(as_of)s::date AS allocated_on, matching_plan_item.reverses_id, matching_plan_item.reason, payment.run_id
FROM matching_plan
JOIN payment ON payment.id = matching_plan.payment_id
JOIN matching_plan_item ON matching_plan_item.run_id = matching_plan.run_id AND matching_plan_item.ordinal = matching_plan.ordinal
WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
UNION ALL
SELECT nextval('allocation_id_seq'), NULL, payment.id, matching_plan.returns_id, NULL, -payment.amount, %(as_of)s::date, NULL,
       matching_plan.reason, payment.run_id
FROM matching_plan
JOIN payment ON payment.id = matching_plan.payment_id
WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
  AND matching_plan.returns_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM allocation WHERE allocation.payout_id = payment.id)
