-- What a price change comes to, by product, by price group and by the year in which people bought: subscriptions, their money in a year
-- now and then, and how many are raised by more than was asked to look at. Who keeps his price is not in it.
-- Reads   price_change_plan, subscription, staff_entity
-- Writes  nothing
WITH counted AS (
    SELECT
        price_change_plan.product_id, coalesce(price_change_plan.price_group_id, 0) AS price_group_id,
        extract(year FROM subscription.started_on)::integer AS bought_in, price_change_plan.yearly_now, price_change_plan.yearly_then,
        price_change_plan.price_then - price_change_plan.price_now
            > price_change_plan.price_now * %(over_percent)s::numeric / 100 AS is_over
    FROM price_change_plan
    JOIN subscription ON subscription.id = price_change_plan.subscription_id
    WHERE price_change_plan.run_id = %(run)s::bigint
      AND price_change_plan.price_then IS NOT NULL
      AND price_change_plan.finding <> 'kept'
      AND NOT price_change_plan.held
      AND subscription.entity_id IN (
          SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
      )
)
SELECT
    CASE
        WHEN grouping(counted.product_id) = 0 THEN 'product'
        WHEN grouping(counted.price_group_id) = 0 THEN 'price_group'
        WHEN grouping(counted.bought_in) = 0 THEN 'bought_in'
        ELSE 'all'
    END AS cut,
    coalesce(counted.product_id, counted.price_group_id, counted.bought_in) AS key, count(*) AS rows,
    coalesce(sum(counted.yearly_now), 0) AS yearly_now, coalesce(sum(counted.yearly_then), 0) AS yearly_then,
    count(*) FILTER (WHERE counted.is_over) AS over
FROM counted
GROUP BY GROUPING SETS ((counted.product_id), (counted.price_group_id), (counted.bought_in), ())
ORDER BY cut, key
