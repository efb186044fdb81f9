-- The next situations of a plan that have no price yet.
-- Reads   situation, price_list, situation_price
-- Writes  nothing
SELECT
    situation.situation, situation.product_id, situation.price_list_version_id, situation.shares_from, situation.term_kind,
    situation.term_unit, situation.term_length, situation.weekdays, situation.copies, situation.price_group_id,
    situation.customer_id, situation.promotion_step_id, situation.agreed_price, situation.retention_percent, situation.discounts_from,
    situation.order_lines, price_list.currency, price_list.basis
FROM situation
JOIN price_list ON price_list.id = situation.price_list_id
WHERE situation.run_id = %(run)s::bigint
  AND NOT EXISTS (
      SELECT FROM situation_price
      WHERE situation_price.run_id = situation.run_id AND situation_price.situation = situation.situation
  )
ORDER BY situation.situation
LIMIT %(at_most)s::integer
