-- The journal entry of each refund of an order.
-- Reads   planned_refund, refund, payment
-- Feeds   ledger/post_entries
-- Writes  nothing
-- Again   safe
SELECT planned_refund.entry_id, payment.entity_id, payment.received_on AS posted_on, 'payment' AS kind, payment.id AS source_id,
       refund.payee AS text, payment.run_id
FROM refund
JOIN planned_refund ON planned_refund.payment_id = refund.payment_id AND planned_refund.run_id = %(run)s::bigint
JOIN payment ON payment.id = refund.payment_id
WHERE refund.order_id = %(order)s::bigint
