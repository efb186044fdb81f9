-- The subscriptions whose terms are to be priced for another number of copies, as if they were renewed with it.
-- Reads   copies_change, renewal_ground, product
-- Writes  a work table of the session, work_renewal
-- Again   rewrites the same rows
INSERT INTO work_renewal (
    subscription_id, entity_id, ground, latest_term_id, term_ordinal, expires_on, product_id, price_list_id, payer_id, copies,
    weekdays, term_kind, term_unit, term_length, anchor_on, price_group_id, charge_days_before, promotion_id, by_promotion
)
SELECT
    renewal_ground.subscription_id, renewal_ground.entity_id, renewal_ground.ground, renewal_ground.latest_term_id, 0,
    renewal_ground.expires_on, renewal_ground.product_id, renewal_ground.price_list_id, renewal_ground.payer_id, copies_change.copies,
    renewal_ground.weekdays, renewal_ground.term_kind, renewal_ground.term_unit, renewal_ground.term_length, renewal_ground.anchor_on,
    renewal_ground.price_group_id, product.charge_days_before, renewal_ground.promotion_id, false
FROM copies_change
JOIN renewal_ground ON renewal_ground.subscription_id = copies_change.subscription_id
JOIN product ON product.id = renewal_ground.product_id
WHERE copies_change.id = ANY(%(changes)s::bigint[])
