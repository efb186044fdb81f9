-- Write down who is to be told of the prices that a chunk agreed: whoever pays more, by e-mail where that is asked for and he takes it, else
-- by letter, which nobody can refuse; and until when at the latest.
-- Takes   handed_over (customer_id bigint, channel text, allowed boolean, reason text)
-- Reads   agreed_price, price_change_plan, renewal_ground
-- Writes  price_notice, one row per subscription that becomes dearer
-- Again   safe: a notice that is there is left alone
INSERT INTO price_notice (
    subscription_id, customer_id, channel, price_before, price_then, currency, from_on, latest_on, run_id
)
SELECT
    price_change_plan.subscription_id, renewal_ground.payer_id,
    CASE WHEN %(by_email)s::boolean AND handed_over.allowed IS TRUE THEN 'email' ELSE 'letter' END,
    price_change_plan.price_now, price_change_plan.price_then, price_change_plan.currency, price_change_plan.first_on,
    price_change_plan.first_on - price_change_plan.notice_days, price_change_plan.run_id
FROM price_change_plan
JOIN agreed_price ON agreed_price.id = price_change_plan.price_id
JOIN renewal_ground ON renewal_ground.subscription_id = price_change_plan.subscription_id
LEFT JOIN handed_over ON handed_over.customer_id = renewal_ground.payer_id AND handed_over.channel = 'email'
WHERE price_change_plan.run_id = %(run)s::bigint
  AND price_change_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND price_change_plan.price_then > price_change_plan.price_now
ORDER BY price_change_plan.ordinal
ON CONFLICT (run_id, subscription_id) DO NOTHING
