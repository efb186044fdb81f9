-- The journal entry that takes each refund of an order back.
-- Reads   withdrawn_refund, refund, payment
-- Feeds   ledger/post_entries
-- Writes  nothing
-- Again   safe
SELECT withdrawn_refund.entry_id, payment.entity_id, withdrawn_refund.withdrawn_on AS posted_on, 'payment' AS kind,
       withdrawn_refund.payment_id AS source_id, refund.payee AS text, NULL::bigint AS run_id
FROM refund
JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
JOIN payment ON payment.id = refund.payment_id
WHERE refund.order_id = %(order)s::bigint
