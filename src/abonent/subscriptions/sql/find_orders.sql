-- The whole order behind the terms that are due, where a discount in force looks at it: all that the payer has, or has ordered, of the
-- price list and has not cancelled by the day the term begins. Each line is the product, its term, weekdays and copies, and how often.
-- Reads   work_renewal, work_step, work tables of the session; customer, discount, discount_product, subscription, cancellation
-- Writes  a work table of the session, work_order
-- Again   rewrites the same rows
WITH asked AS (
    SELECT DISTINCT payer.canonical_id AS payer_id, work_renewal.price_list_id, work_step.starts_on
    FROM work_renewal
    JOIN work_step ON work_step.subscription_id = work_renewal.subscription_id
    JOIN customer AS payer ON payer.id = work_renewal.payer_id
    WHERE EXISTS (
        SELECT
        FROM discount
        WHERE discount.price_list_id = work_renewal.price_list_id
          AND discount.during @> work_step.starts_on
          AND (
              discount.copies_from > 1
              OR discount.value_from > 0
              OR EXISTS (
                  SELECT FROM discount_product WHERE discount_product.discount_id = discount.id AND discount_product.role = 'needed'
              )
          )
    )
), line AS (
    SELECT
        asked.payer_id, asked.price_list_id, asked.starts_on, subscription.product_id, subscription.term_kind, subscription.term_unit,
        subscription.term_length, subscription.weekdays, subscription.copies, count(*) AS times
    FROM asked
    JOIN customer AS payer ON payer.canonical_id = asked.payer_id
    JOIN subscription ON subscription.payer_id = payer.id AND subscription.price_list_id = asked.price_list_id
    LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
    WHERE cancellation.from_on IS NULL OR cancellation.from_on > asked.starts_on
    GROUP BY
        asked.payer_id, asked.price_list_id, asked.starts_on, subscription.product_id, subscription.term_kind, subscription.term_unit,
        subscription.term_length, subscription.weekdays, subscription.copies
)
INSERT INTO work_order (payer_id, price_list_id, starts_on, order_lines)
SELECT
    line.payer_id, line.price_list_id, line.starts_on,
    jsonb_agg(
        jsonb_build_array(
            line.product_id, line.term_kind, line.term_unit, line.term_length, line.weekdays, line.copies, line.times
        )
        ORDER BY line.product_id, line.term_kind, line.term_unit, line.term_length, line.weekdays, line.copies
    )
FROM line
GROUP BY line.payer_id, line.price_list_id, line.starts_on
HAVING sum(line.times) > 1
