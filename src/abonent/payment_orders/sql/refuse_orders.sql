-- Let orders be taken back of which the bank, by the answers of a file, refused so much that nothing of them is left.
-- Reads   bank_answer, refund, withdrawn_refund, collection
-- Writes  payment_order
-- Again   safe: an order is taken back once
UPDATE payment_order
SET withdrawn_at = %(now)s::timestamptz
WHERE payment_order.withdrawn_at IS NULL
  AND payment_order.id IN (
      SELECT bank_answer.order_id
      FROM bank_answer
      WHERE bank_answer.bank_file_id = %(bank_file)s::bigint AND bank_answer.about = 'order' AND bank_answer.verdict = 'failed'
  )
  AND NOT EXISTS (SELECT FROM collection WHERE collection.order_id = payment_order.id AND collection.state <> 'withdrawn')
  AND NOT EXISTS (
      SELECT
      FROM refund
      LEFT JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
      WHERE refund.order_id = payment_order.id AND withdrawn_refund.refund_id IS NULL
  )
