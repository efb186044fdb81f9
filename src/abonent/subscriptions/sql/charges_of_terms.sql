-- The charges of the terms that a chunk made.
-- Reads   renewal_plan, term, subscription, customer, situation_price
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    renewal_plan.charge_id AS id, payer.canonical_id AS payer_id, receiver.canonical_id AS receiver_id, subscription.entity_id,
    'term' AS source_kind, term.id AS source_id, 1::smallint AS ordinal, NULL::bigint AS replaces_id, term.product_id,
    term.sold_during AS during, term.copies AS quantity, term.unit_price, term.amount, situation_price.basis, term.currency,
    situation_price.description, term.trace_id, term.run_id, renewal_plan.charge_due_on AS due_on
FROM renewal_plan
JOIN term ON term.id = renewal_plan.term_id
JOIN subscription ON subscription.id = term.subscription_id
JOIN customer AS payer ON payer.id = subscription.payer_id
JOIN customer AS receiver ON receiver.id = subscription.subscriber_id
JOIN situation_price
  ON situation_price.run_id = renewal_plan.run_id AND situation_price.situation = renewal_plan.situation
WHERE renewal_plan.run_id = %(run)s::bigint
  AND renewal_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint + 60
  AND renewal_plan.ordinal - renewal_plan.step + 1 BETWEEN %(first)s::bigint AND %(latest)s::bigint
