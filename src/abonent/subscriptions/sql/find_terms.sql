-- The terms that are due, each with what its price depends on: the list, the shares and the discounts in force on its first day, own
-- prices and discounts, a price agreed for the subscription, what was given to stay, the whole order, and the step of the promotion that it
-- is in.
-- Reads   work_renewal, work_step, work_order, work tables of the session; price_list_version, product_component, component_share, price, promotion_step,
--         agreed_price, save_attempt, discount, customer
-- Writes  a work table of the session, work_term
-- Again   rewrites the same rows
WITH list_in_force AS (
    SELECT
        price_list_version.price_list_id, price_list_version.id,
        daterange(price_list_version.valid_from, lead(price_list_version.valid_from) OVER (
            PARTITION BY price_list_version.price_list_id ORDER BY price_list_version.valid_from
        )) AS during
    FROM price_list_version
    WHERE price_list_version.approved_at IS NOT NULL
), shares_in_force AS (
    SELECT
        product_component.product_id, component_share.valid_from,
        daterange(component_share.valid_from, lead(component_share.valid_from) OVER (
            PARTITION BY product_component.product_id ORDER BY component_share.valid_from
        )) AS during
    FROM component_share
    JOIN product_component ON product_component.id = component_share.component_id
    GROUP BY product_component.product_id, component_share.valid_from
), own_price AS (
    SELECT DISTINCT price.version_id, price.product_id, owner.canonical_id AS customer_id
    FROM price
    JOIN customer AS owner ON owner.id = price.customer_id
), own_discount AS (
    SELECT DISTINCT discount.price_list_id, owner.canonical_id AS customer_id
    FROM discount
    JOIN customer AS owner ON owner.id = discount.customer_id
), discounts_in_force AS (
    -- From each day on which one begins or ends until the next such day the same ones hold.
    SELECT
        turn.price_list_id, turn.turns_on,
        daterange(turn.turns_on, lead(turn.turns_on) OVER (PARTITION BY turn.price_list_id ORDER BY turn.turns_on)) AS during
    FROM (
        SELECT discount.price_list_id, lower(discount.during) AS turns_on FROM discount
        UNION
        SELECT discount.price_list_id, upper(discount.during) FROM discount WHERE NOT upper_inf(discount.during)
    ) AS turn
)
INSERT INTO work_term (
    subscription_id, step, starts_on, ends_on, term_ordinal, charge_due_on, ground, latest_term_id, situation, product_id,
    price_list_id, price_list_version_id, shares_from, term_kind, term_unit, term_length, weekdays, copies, price_group_id, customer_id,
    promotion_step_id, step_changes, agreed_price, retention_percent, discounts_from, order_lines
)
SELECT
    work_renewal.subscription_id, work_step.step, work_step.starts_on, work_step.ends_on,
    work_renewal.term_ordinal + work_step.step, work_step.starts_on - work_renewal.charge_days_before, work_renewal.ground,
    work_renewal.latest_term_id,
    md5(ROW(
        work_renewal.product_id, work_renewal.price_list_id, list_in_force.id, shares_in_force.valid_from, work_renewal.term_kind,
        work_renewal.term_unit, work_renewal.term_length, work_renewal.weekdays, work_renewal.copies, work_renewal.price_group_id,
        coalesce(own_price.customer_id, own_discount.customer_id), promotion_step.id, agreed.unit_price,
        retention.percent, discounts_in_force.turns_on, work_order.order_lines
    )::text)::uuid,
    work_renewal.product_id, work_renewal.price_list_id, list_in_force.id, shares_in_force.valid_from, work_renewal.term_kind,
    work_renewal.term_unit, coalesce(promotion_step.own_length, work_renewal.term_length), work_renewal.weekdays, work_renewal.copies,
    work_renewal.price_group_id, coalesce(own_price.customer_id, own_discount.customer_id), promotion_step.id,
    work_renewal.promotion_id IS NOT NULL AND EXISTS (
        SELECT
        FROM promotion_step AS earlier
        WHERE earlier.promotion_id = work_renewal.promotion_id
          AND earlier.from_term + earlier.terms = work_renewal.term_ordinal + work_step.step
    ),
    agreed.unit_price, retention.percent, discounts_in_force.turns_on, work_order.order_lines
FROM work_renewal
JOIN work_step ON work_step.subscription_id = work_renewal.subscription_id
LEFT JOIN list_in_force
  ON list_in_force.price_list_id = work_renewal.price_list_id AND list_in_force.during @> work_step.starts_on
LEFT JOIN shares_in_force
  ON shares_in_force.product_id = work_renewal.product_id AND shares_in_force.during @> work_step.starts_on
JOIN customer AS payer ON payer.id = work_renewal.payer_id
LEFT JOIN own_price
  ON own_price.version_id = list_in_force.id
 AND own_price.product_id = work_renewal.product_id
 AND own_price.customer_id = payer.canonical_id
LEFT JOIN own_discount
  ON own_discount.price_list_id = work_renewal.price_list_id AND own_discount.customer_id = payer.canonical_id
LEFT JOIN discounts_in_force
  ON discounts_in_force.price_list_id = work_renewal.price_list_id AND discounts_in_force.during @> work_step.starts_on
LEFT JOIN work_order
  ON work_order.payer_id = payer.canonical_id
 AND work_order.price_list_id = work_renewal.price_list_id
 AND work_order.starts_on = work_step.starts_on
LEFT JOIN promotion_step
  ON promotion_step.promotion_id = work_renewal.promotion_id
 AND work_renewal.term_ordinal + work_step.step >= promotion_step.from_term
 AND work_renewal.term_ordinal + work_step.step < promotion_step.from_term + promotion_step.terms
LEFT JOIN LATERAL (
    SELECT agreed_price.unit_price
    FROM agreed_price
    WHERE agreed_price.subscription_id = work_renewal.subscription_id
      AND agreed_price.withdrawn_at IS NULL
      AND agreed_price.from_on <= work_step.starts_on
      AND agreed_price.product_id = work_renewal.product_id
      AND agreed_price.term_kind = work_renewal.term_kind
      AND agreed_price.term_unit = work_renewal.term_unit
      AND agreed_price.term_length = work_renewal.term_length
    ORDER BY agreed_price.from_on DESC, agreed_price.id DESC
    LIMIT 1
) AS agreed ON true
LEFT JOIN LATERAL (
    SELECT save_attempt.percent
    FROM save_attempt
    WHERE save_attempt.subscription_id = work_renewal.subscription_id
      AND save_attempt.withdrawn_at IS NULL
      AND work_renewal.term_ordinal + work_step.step >= save_attempt.from_term
      AND work_renewal.term_ordinal + work_step.step < save_attempt.from_term + save_attempt.terms
    ORDER BY save_attempt.id DESC
    LIMIT 1
) AS retention ON true
