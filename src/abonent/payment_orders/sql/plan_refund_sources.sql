-- Plan which of a customer's money each refund is taken from: payments on account and credit notes, the oldest first.
-- Reads   planned_refund, customer, payment, open_payment, receivable, open_receivable, a sequence
-- Writes  planned_refund_source, one row per payment or credit note
-- Again   safe: a run that has sources gets no others
WITH source AS (
    SELECT planned_refund.ordinal, planned_refund.amount AS refunded, payment.id AS payment_id, NULL::bigint AS credit_id,
           open_payment.open_amount, payment.received_on AS since
    FROM planned_refund
    JOIN customer ON customer.canonical_id = planned_refund.customer_id
    JOIN payment
      ON payment.customer_id = customer.id AND payment.entity_id = %(entity)s::bigint AND payment.currency = planned_refund.currency
    JOIN open_payment ON open_payment.payment_id = payment.id AND open_payment.open_amount > 0
    WHERE planned_refund.run_id = %(run)s::bigint
    UNION ALL
    SELECT planned_refund.ordinal, planned_refund.amount, NULL, receivable.id, -open_receivable.open_amount, receivable.opened_on
    FROM planned_refund
    JOIN customer ON customer.canonical_id = planned_refund.customer_id
    JOIN receivable
      ON receivable.customer_id = customer.id
     AND receivable.entity_id = %(entity)s::bigint
     AND receivable.currency = planned_refund.currency
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id AND open_receivable.open_amount < 0
    WHERE planned_refund.run_id = %(run)s::bigint
), lined_up AS (
    SELECT source.*, row_number() OVER oldest_first AS position, sum(source.open_amount) OVER oldest_first - source.open_amount AS before
    FROM source
    WINDOW oldest_first AS (PARTITION BY source.ordinal ORDER BY source.since, source.payment_id, source.credit_id)
)
INSERT INTO planned_refund_source (run_id, ordinal, position, payment_id, credit_id, amount, expected_open, allocation_id)
SELECT %(run)s::bigint, lined_up.ordinal, lined_up.position, lined_up.payment_id, lined_up.credit_id,
       least(lined_up.open_amount, lined_up.refunded - lined_up.before), lined_up.open_amount, nextval('allocation_id_seq')
FROM lined_up
WHERE lined_up.before < lined_up.refunded
  AND NOT EXISTS (SELECT FROM planned_refund_source WHERE planned_refund_source.run_id = %(run)s::bigint)
