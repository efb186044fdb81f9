-- Plan what each planned return gives up: every allocation of the payment that is taken back, as far as it still stands.
-- Reads   matching_plan, allocation
-- Writes  matching_plan_item, one row per allocation
-- Again   safe: a return with items is left alone
INSERT INTO matching_plan_item (run_id, ordinal, position, allocation_id, receivable_id, amount, reverses_id, reason)
SELECT matching_plan.run_id, matching_plan.ordinal, row_number() OVER (PARTITION BY matching_plan.ordinal ORDER BY allocation.id),
       nextval('allocation_id_seq'), allocation.receivable_id, -allocation.amount, allocation.id, matching_plan.reason
FROM matching_plan
JOIN allocation ON allocation.payment_id = matching_plan.returns_id
WHERE matching_plan.run_id = %(run)s::bigint
  AND allocation.receivable_id IS NOT NULL
  AND allocation.amount > 0
  AND NOT EXISTS (SELECT FROM allocation AS reversal WHERE reversal.reverses_id = allocation.id)
  AND NOT EXISTS (
      SELECT FROM matching_plan_item
      WHERE matching_plan_item.run_id = matching_plan.run_id AND matching_plan_item.ordinal = matching_plan.ordinal
  )
