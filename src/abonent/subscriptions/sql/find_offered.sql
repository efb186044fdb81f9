-- The subscriptions to which their next term is offered: those that get a notice, or those that are named. One term each, whenever it
-- begins and whether or not the renewal run would make it yet.
-- Reads   renewal_ground, product, promotion_step; work_notice, a work table of the session
-- Writes  a work table of the session, work_renewal
-- Again   rewrites the same rows
INSERT INTO work_renewal (
    subscription_id, entity_id, ground, latest_term_id, term_ordinal, expires_on, product_id, price_list_id, payer_id, copies,
    weekdays, term_kind, term_unit, term_length, anchor_on, price_group_id, horizon, charge_days_before, promotion_id, by_promotion
)
SELECT
    renewal_ground.subscription_id, renewal_ground.entity_id, renewal_ground.ground, renewal_ground.latest_term_id,
    renewal_ground.term_ordinal, renewal_ground.expires_on, renewal_ground.product_id, renewal_ground.price_list_id,
    renewal_ground.payer_id, renewal_ground.copies, renewal_ground.weekdays, renewal_ground.term_kind, renewal_ground.term_unit,
    renewal_ground.term_length, renewal_ground.anchor_on, renewal_ground.price_group_id, renewal_ground.expires_on,
    product.charge_days_before, renewal_ground.promotion_id,
    renewal_ground.promotion_id IS NOT NULL AND EXISTS (
        SELECT
        FROM promotion_step
        WHERE promotion_step.promotion_id = renewal_ground.promotion_id
          AND promotion_step.own_length IS NOT NULL
          AND promotion_step.from_term + promotion_step.terms > renewal_ground.term_ordinal + 1
    )
FROM renewal_ground
JOIN product ON product.id = renewal_ground.product_id
WHERE renewal_ground.subscription_id = ANY(%(subscriptions)s::bigint[])
   OR renewal_ground.subscription_id IN (SELECT work_notice.subscription_id FROM work_notice WHERE work_notice.finding IN ('', 'late'))
