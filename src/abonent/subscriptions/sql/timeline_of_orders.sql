-- What customers ordered, as subscribers or payers, what of it they stopped, paused, sent elsewhere or had in another number, from what
-- to what they went over, and who paid, ordered or mediated it instead of whom, for their timeline and that of who paid before.
-- Reads   subscription, subscription_party, gift, credit_exception, cancellation, product_switch, copies_change, stop_reason, pause, redirect,
--         renewal_notice, price_notice, product, customer, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH theirs AS (
    SELECT subscription.id, subscription.number, subscription.started_on, subscription.created_at, subscription.created_by_id,
        product.name AS product, subscriber.name AS subscriber, subscriber.id = ANY(%(customers)s::bigint[]) AS is_own,
        gift.id IS NOT NULL AS is_gift
    FROM subscription
    LEFT JOIN gift ON gift.subscription_id = subscription.id
    JOIN product ON product.id = subscription.product_id
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.id IN (
        SELECT received.id FROM subscription AS received WHERE received.subscriber_id = ANY(%(customers)s::bigint[])
        UNION
        SELECT paid.id FROM subscription AS paid WHERE paid.payer_id = ANY(%(customers)s::bigint[])
        UNION
        SELECT subscription_party.subscription_id
        FROM subscription_party
        WHERE subscription_party.customer_id = ANY(%(customers)s::bigint[])
          AND subscription_party.role = 'payer'
          AND subscription_party.withdrawn_at IS NULL
    )
      AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
),
happened AS (
    SELECT theirs.id AS subscription_id, theirs.id, theirs.created_at AS at, 'ordered' AS what, theirs.started_on AS on_day,
        NULL::jsonb AS reason, coalesce(credit_exception.reason, '') AS remark, theirs.created_by_id AS by_id
    FROM theirs
    LEFT JOIN credit_exception ON credit_exception.subscription_id = theirs.id
    WHERE NOT EXISTS (SELECT FROM product_switch WHERE product_switch.successor_id = theirs.id)
    UNION ALL
    SELECT theirs.id, cancellation.id, cancellation.cancelled_at, 'cancelled', cancellation.from_on,
        stop_reason.name, cancellation.remark, cancellation.cancelled_by_id
    FROM theirs
    JOIN cancellation ON cancellation.subscription_id = theirs.id
    JOIN stop_reason ON stop_reason.code = cancellation.reason_id
    WHERE NOT EXISTS (
        SELECT FROM product_switch
        WHERE product_switch.cancellation_id = cancellation.id
           -- What was gone over to ends with the switch that is taken back.
           OR product_switch.successor_id = theirs.id AND cancellation.reason_id = 'taken_back'
    )
    UNION ALL
    SELECT theirs.id, cancellation.id, cancellation.cancelled_at, 'switched', cancellation.from_on, other.name, '', cancellation.cancelled_by_id
    FROM theirs
    JOIN cancellation ON cancellation.subscription_id = theirs.id
    JOIN product_switch ON product_switch.cancellation_id = cancellation.id
    JOIN subscription AS successor ON successor.id = product_switch.successor_id
    JOIN product AS other ON other.id = successor.product_id
    UNION ALL
    SELECT theirs.id, -cancellation.id, cancellation.withdrawn_at,
        CASE WHEN product_switch.id IS NULL THEN 'withdrawn' ELSE 'switched_back' END, cancellation.from_on, NULL, '', cancellation.withdrawn_by_id
    FROM theirs
    JOIN cancellation ON cancellation.subscription_id = theirs.id
    LEFT JOIN product_switch ON product_switch.cancellation_id = cancellation.id
    WHERE cancellation.withdrawn_at IS NOT NULL
    UNION ALL
    SELECT theirs.id, pause.id, pause.placed_at, 'paused', lower(pause.during), NULL, pause.remark, pause.placed_by_id
    FROM theirs
    JOIN pause ON pause.subscription_id = theirs.id
    UNION ALL
    SELECT theirs.id, redirect.id, redirect.placed_at, 'redirected', lower(redirect.during), NULL, redirect.remark, redirect.placed_by_id
    FROM theirs
    JOIN redirect ON redirect.subscription_id = theirs.id
    UNION ALL
    SELECT theirs.id, renewal_notice.id, renewal_notice.written_at, 'asked_to_renew', renewal_notice.begins_on, NULL, '', NULL
    FROM theirs
    JOIN renewal_notice ON renewal_notice.subscription_id = theirs.id
    UNION ALL
    SELECT theirs.id, price_notice.id, price_notice.told_at, 'told_of_price', price_notice.from_on, NULL, '', NULL
    FROM theirs
    JOIN price_notice ON price_notice.subscription_id = theirs.id
    WHERE price_notice.told_on IS NOT NULL
    UNION ALL
    SELECT theirs.id, copies_change.id, copies_change.changed_at, 'copies', copies_change.from_on, NULL,
        copies_change.copies_before || ' → ' || copies_change.copies, copies_change.changed_by_id
    FROM theirs
    JOIN copies_change ON copies_change.subscription_id = theirs.id
    UNION ALL
    SELECT theirs.id, -copies_change.id, copies_change.withdrawn_at, 'copies_back', copies_change.from_on, NULL,
        copies_change.copies || ' → ' || copies_change.copies_before, copies_change.withdrawn_by_id
    FROM theirs
    JOIN copies_change ON copies_change.subscription_id = theirs.id
    WHERE copies_change.withdrawn_at IS NOT NULL
    UNION ALL
    SELECT theirs.id, turned.id, turned.at, turned.what, lower(subscription_party.during), NULL,
        concat_ws(' → ', CASE turned.what WHEN 'party_back' THEN coming.name ELSE leaving.name END,
            CASE turned.what WHEN 'party_back' THEN leaving.name ELSE coming.name END), turned.by_id
    FROM theirs
    JOIN subscription_party ON subscription_party.subscription_id = theirs.id
    LEFT JOIN customer AS coming ON coming.id = subscription_party.customer_id
    LEFT JOIN subscription_party AS former ON former.id = subscription_party.replaces_id
    LEFT JOIN customer AS leaving ON leaving.id = former.customer_id
    CROSS JOIN LATERAL (VALUES
        (subscription_party.id, subscription_party.placed_at, subscription_party.role, subscription_party.placed_by_id),
        (-subscription_party.id, subscription_party.withdrawn_at, 'party_back', subscription_party.withdrawn_by_id)
    ) AS turned (id, at, what, by_id)
    -- What was said with the order is told with it.
    WHERE (subscription_party.replaces_id IS NOT NULL OR lower(subscription_party.during) > theirs.started_on)
      AND turned.at IS NOT NULL
)
SELECT
    happened.at,
    'orders' AS chip,
    happened.id,
    jsonb_build_object(
        'what', happened.what,
        'on', happened.on_day,
        'number', theirs.number,
        'product', theirs.product,
        'gift', theirs.is_gift,
        'subscriber', CASE WHEN NOT theirs.is_own THEN theirs.subscriber END,
        'reason', happened.reason,
        'remark', happened.remark
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM happened
JOIN theirs ON theirs.id = happened.subscription_id
LEFT JOIN staff_user ON staff_user.id = happened.by_id
