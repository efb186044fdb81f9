-- Write down that the refunds of an order are taken back, with the ids of what will be posted for it.
-- Reads   refund, sequences
-- Writes  withdrawn_refund, one row per refund
-- Again   safe: what was taken back stays so
INSERT INTO withdrawn_refund (refund_id, payment_id, entry_id, withdrawn_on, withdrawn_by_id)
SELECT refund.payment_id, nextval('payment_id_seq'), nextval('journal_entry_id_seq'), %(today)s::date, %(actor)s::bigint
FROM refund
WHERE refund.order_id = %(order)s::bigint
ORDER BY refund.payment_id
ON CONFLICT (refund_id) DO NOTHING
