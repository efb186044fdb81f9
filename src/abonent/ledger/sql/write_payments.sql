-- Write payments, all of their money on account at first.
-- Takes   handed_over (payment_id bigint, entity_id bigint, customer_id bigint, currency text, amount numeric, received_on date,
--         method text, bank_line_id bigint, returns_id bigint, remark text, booked_by_id bigint, run_id bigint)
-- Writes  payment, open_payment, one row each per row handed over
-- Again   safe: a payment that exists is left alone
WITH written AS (
    INSERT INTO payment (
        id, entity_id, customer_id, currency, amount, received_on, method, bank_line_id, returns_id, remark, booked_by_id, run_id
    )
    SELECT handed_over.payment_id, handed_over.entity_id, handed_over.customer_id, handed_over.currency, handed_over.amount,
           handed_over.received_on, handed_over.method, handed_over.bank_line_id, handed_over.returns_id, handed_over.remark,
           handed_over.booked_by_id, handed_over.run_id
    FROM handed_over
    ON CONFLICT (id) DO NOTHING
    RETURNING payment.id, payment.amount
)
INSERT INTO open_payment (payment_id, full_amount, open_amount)
SELECT written.id, written.amount, written.amount
FROM written
