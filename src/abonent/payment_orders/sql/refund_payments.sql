-- The payments that the refunds of a plan are: of the rows that are not held back and whose ground stands, which is what is to the customer's
-- credit, the account it goes to, and each of the sources.
-- Reads   planned_refund, planned_refund_source, refund_ground, open_payment, open_receivable
-- Feeds   ledger/write_payments
-- Writes  nothing
-- Again   safe
SELECT planned_refund.payment_id, %(entity)s::bigint AS entity_id, planned_refund.customer_id, planned_refund.currency,
       -planned_refund.amount AS amount, %(as_of)s::date AS received_on, 'bank' AS method, NULL::bigint AS bank_line_id,
       NULL::bigint AS returns_id, '' AS remark, %(actor)s::bigint AS booked_by_id, planned_refund.run_id
FROM planned_refund
WHERE planned_refund.run_id = %(run)s::bigint
  AND NOT planned_refund.is_held_back
  AND EXISTS (
      SELECT
      FROM refund_ground
      WHERE refund_ground.entity_id = %(entity)s::bigint
        AND refund_ground.customer_id = planned_refund.customer_id
        AND refund_ground.currency = planned_refund.currency
        AND refund_ground.amount = planned_refund.balance
        AND (refund_ground.scheme, refund_ground.account_number) = (planned_refund.scheme, planned_refund.account_number)
  )
  AND NOT EXISTS (
      SELECT
      FROM planned_refund_source
      LEFT JOIN open_payment ON open_payment.payment_id = planned_refund_source.payment_id
      LEFT JOIN open_receivable ON open_receivable.receivable_id = planned_refund_source.credit_id
      WHERE planned_refund_source.run_id = planned_refund.run_id
        AND planned_refund_source.ordinal = planned_refund.ordinal
        AND coalesce(open_payment.open_amount, -open_receivable.open_amount) IS DISTINCT FROM planned_refund_source.expected_open
  )
