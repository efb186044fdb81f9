-- Write allocations. The triggers on allocation move the open amounts of receivables and payments, and refuse what goes beyond them.
-- Takes   handed_over (allocation_id bigint, receivable_id bigint, payout_id bigint, payment_id bigint, credit_id bigint, amount numeric,
--         allocated_on date, reverses_id bigint, reason jsonb, run_id bigint)
-- Writes  allocation, one row per row handed over (and, by its triggers, open_receivable and open_payment)
-- Again   safe: an allocation that exists is left alone
INSERT INTO allocation (id, receivable_id, payout_id, payment_id, credit_id, amount, allocated_on, reverses_id, reason, run_id)
SELECT handed_over.allocation_id, handed_over.receivable_id, handed_over.payout_id, handed_over.payment_id, handed_over.credit_id,
       handed_over.amount, handed_over.allocated_on, handed_over.reverses_id, handed_over.reason, handed_over.run_id
FROM handed_over
ON CONFLICT (id) DO NOTHING
