-- The payments that stand for the money of an order that was taken back and never went.
-- Reads   withdrawn_refund, refund, payment
-- Feeds   ledger/write_payments
-- Writes  nothing
-- Again   safe
SELECT withdrawn_refund.payment_id, payment.entity_id, payment.customer_id, payment.currency, refund.amount,
       withdrawn_refund.withdrawn_on AS received_on, 'bank' AS method, NULL::bigint AS bank_line_id, NULL::bigint AS returns_id, '' AS remark,
       withdrawn_refund.withdrawn_by_id AS booked_by_id, NULL::bigint AS run_id
FROM refund
JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
JOIN payment ON payment.id = refund.payment_id
WHERE refund.order_id = %(order)s::bigint
