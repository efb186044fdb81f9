-- Plan what customers of a company get back: all that stands to their credit, from the least sum on; or of one customer, as much as was asked.
-- Reads   refund_ground, customer, legal_entity, sequences
-- Writes  planned_refund, one row per customer
-- Again   safe: a run that has a plan gets no other
INSERT INTO planned_refund (
    run_id, ordinal, customer_id, currency, amount, balance, scheme, account_number, known_from, payment_id, entry_id
)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY customer.number), customer.id, refund_ground.currency,
       least(refund_ground.amount, coalesce(%(amount)s::numeric, refund_ground.amount)), refund_ground.amount, refund_ground.scheme,
       refund_ground.account_number, refund_ground.known_from, nextval('payment_id_seq'), nextval('journal_entry_id_seq')
FROM refund_ground
JOIN customer ON customer.id = refund_ground.customer_id
JOIN legal_entity ON legal_entity.id = refund_ground.entity_id AND legal_entity.currency = refund_ground.currency
WHERE refund_ground.entity_id = %(entity)s::bigint
  AND refund_ground.amount >= %(least)s::numeric
  AND (%(customer)s::bigint IS NULL OR refund_ground.customer_id = %(customer)s::bigint)
  AND refund_ground.account_number IS NOT NULL
  AND NOT EXISTS (SELECT FROM planned_refund WHERE planned_refund.run_id = %(run)s::bigint)
