-- The subscriptions, those that have ended too.
-- subscription_number  the number of the subscription
-- company_code         the company that sells it
-- product_code         what is subscribed to
-- subscriber_number    the customer who receives it
-- payer_number         the customer who pays for it
-- copies               how many copies
-- term_kind            fixed, or until_further_notice
-- started_on           the first day
-- sold_until           the last day that is sold so far
-- cancelled_from       the first day without, if it is cancelled
-- delivery_method      carrier, post, pick_up, electronic or none
SELECT
    subscription.number AS subscription_number, legal_entity.code AS company_code, product.code AS product_code,
    subscriber.number AS subscriber_number, payer.number AS payer_number, subscription.copies, subscription.term_kind,
    subscription.started_on, subscription_expiry.expires_on - 1 AS sold_until, standing.from_on AS cancelled_from, subscription.delivery_method
FROM subscription
JOIN legal_entity ON legal_entity.id = subscription.entity_id
JOIN product ON product.id = subscription.product_id
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
JOIN customer AS ordering ON ordering.id = subscription.subscriber_id
JOIN customer AS subscriber ON subscriber.id = ordering.canonical_id
JOIN customer AS paying ON paying.id = subscription.payer_id
JOIN customer AS payer ON payer.id = paying.canonical_id
LEFT JOIN LATERAL (
    SELECT min(cancellation.from_on) AS from_on
    FROM cancellation
    WHERE cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
) AS standing ON true
WHERE subscription.entity_id IN (:my_companies)
