-- The subscriptions of a price list that go on, whether they are chosen, and from which day a term may cost more: the day asked for,
-- or the end of the notice that the payer's country asks for. With a version all of the list are found, for it is everybody's.
-- Reads   renewal_ground, subscription, customer, legal_entity, term, agreed_price, price_list_version, price, product_component,
--         component_share, country_rule
-- Writes  a work table of the session, work_price_change
-- Again   rewrites the same rows
WITH list_now AS (
    SELECT price_list_version.id
    FROM price_list_version
    WHERE price_list_version.price_list_id = %(price_list)s::bigint
      AND price_list_version.approved_at IS NOT NULL
      AND price_list_version.valid_from <= %(as_of)s::date
    ORDER BY price_list_version.valid_from DESC
    LIMIT 1
), shares AS (
    SELECT product_component.product_id, max(component_share.valid_from) AS valid_from
    FROM component_share
    JOIN product_component ON product_component.id = component_share.component_id
    WHERE component_share.valid_from <= %(effective_on)s::date
    GROUP BY product_component.product_id
), notice AS (
    SELECT DISTINCT ON (country_rule.country) country_rule.country, (country_rule.value #>> '{}')::integer AS days
    FROM country_rule
    WHERE country_rule.key = 'price_change.notice_days' AND country_rule.valid_from <= %(as_of)s::date
    ORDER BY country_rule.country, country_rule.valid_from DESC
), own_price AS (
    SELECT DISTINCT price.version_id, price.product_id, price.customer_id
    FROM price
    WHERE price.customer_id IS NOT NULL
), found AS (
    SELECT
        renewal_ground.*, payer.canonical_id AS person_id, agreed.unit_price AS agreed_price,
        greatest(%(notice_days)s::integer, coalesce(notice.days, at_home.days, 0)) AS notice_days,
        list_now.id AS version_now, shares.valid_from AS shares_from, customer_now.customer_id AS customer_now,
        customer_then.customer_id AS customer_then,
        CASE
            WHEN renewal_ground.term_unit = 'month' THEN 12.0 / renewal_ground.term_length
            ELSE 365.25 / (upper(latest.sold_during) - lower(latest.sold_during))
        END AS terms_a_year,
        (cardinality(%(products)s::bigint[]) = 0 OR renewal_ground.product_id = ANY(%(products)s::bigint[]))
            AND (
                cardinality(%(price_groups)s::bigint[]) = 0
                OR coalesce(renewal_ground.price_group_id, 0) = ANY(%(price_groups)s::bigint[])
            )
            AND (%(term_kind)s::text = '' OR renewal_ground.term_kind = %(term_kind)s::text)
            AND (%(bought_before)s::date IS NULL OR subscription.started_on < %(bought_before)s::date) AS chosen,
        EXISTS (
            SELECT
            FROM agreed_price
            WHERE agreed_price.subscription_id = renewal_ground.subscription_id
              AND agreed_price.withdrawn_at IS NULL
              AND agreed_price.from_on > %(as_of)s::date
        ) AS coming
    FROM renewal_ground
    JOIN subscription ON subscription.id = renewal_ground.subscription_id
    JOIN customer AS payer ON payer.id = renewal_ground.payer_id
    JOIN legal_entity ON legal_entity.id = renewal_ground.entity_id
    LEFT JOIN list_now ON true
    LEFT JOIN term AS latest ON latest.id = renewal_ground.latest_term_id
    LEFT JOIN shares ON shares.product_id = renewal_ground.product_id
    LEFT JOIN notice ON notice.country = payer.country
    LEFT JOIN notice AS at_home ON at_home.country = legal_entity.country
    LEFT JOIN own_price AS customer_now
      ON customer_now.version_id = list_now.id
     AND customer_now.product_id = renewal_ground.product_id
     AND customer_now.customer_id = payer.canonical_id
    LEFT JOIN own_price AS customer_then
      ON customer_then.version_id = %(version)s::bigint
     AND customer_then.product_id = renewal_ground.product_id
     AND customer_then.customer_id = payer.canonical_id
    LEFT JOIN LATERAL (
        SELECT agreed_price.unit_price
        FROM agreed_price
        WHERE agreed_price.subscription_id = renewal_ground.subscription_id
          AND agreed_price.withdrawn_at IS NULL
          AND agreed_price.from_on <= %(as_of)s::date
          AND agreed_price.product_id = renewal_ground.product_id
          AND agreed_price.term_kind = renewal_ground.term_kind
          AND agreed_price.term_unit = renewal_ground.term_unit
          AND agreed_price.term_length = renewal_ground.term_length
        ORDER BY agreed_price.from_on DESC, agreed_price.id DESC
        LIMIT 1
    ) AS agreed ON true
    WHERE renewal_ground.entity_id = %(entity)s::bigint
      AND renewal_ground.price_list_id = %(price_list)s::bigint
      AND renewal_ground.term_ordinal > 0
      -- Who has cancelled, and lapses before the day, has no term that could cost more.
      AND (renewal_ground.cancelled_from IS NULL OR renewal_ground.cancelled_from > greatest(
          renewal_ground.expires_on, %(effective_on)s::date
      ))
)
INSERT INTO work_price_change (
    subscription_id, ground, payer_id, product_id, price_group_id, copies, weekdays, term_kind, term_unit, term_length, terms_a_year,
    notice_days, from_on, first_on, chosen, coming, agreed_price, shares_from, version_now, customer_now, customer_then,
    situation_now, situation_then
)
SELECT
    found.subscription_id, found.ground, found.person_id, found.product_id, found.price_group_id, found.copies, found.weekdays,
    found.term_kind, found.term_unit, found.term_length, found.terms_a_year, found.notice_days, begins.from_on,
    CASE
        WHEN found.expires_on >= begins.from_on THEN found.expires_on
        WHEN found.term_unit <> 'month' THEN begins.from_on
        -- The first boundary of the months, counted from the anchor day, that is not before.
        ELSE (
            SELECT boundary.day
            FROM generate_series(0, 2) AS further (terms)
            CROSS JOIN LATERAL (
                SELECT (found.anchor_on + make_interval(
                    months => months.so_far + found.term_length * (further.terms + months.behind / found.term_length)
                ))::date AS day
            ) AS boundary
            WHERE boundary.day >= begins.from_on
            ORDER BY boundary.day
            LIMIT 1
        )
    END,
    found.chosen, found.coming, found.agreed_price, found.shares_from, found.version_now, found.customer_now, found.customer_then,
    CASE WHEN found.agreed_price IS NULL THEN md5(ROW(
        'now', found.product_id, found.version_now, found.shares_from, found.term_kind, found.term_unit, found.term_length,
        found.weekdays, found.copies, found.price_group_id, found.customer_now
    )::text)::uuid END,
    CASE WHEN %(version)s::bigint IS NOT NULL THEN md5(ROW(
        'then', found.product_id, %(version)s::bigint, found.shares_from, found.term_kind, found.term_unit, found.term_length,
        found.weekdays, found.copies, found.price_group_id, found.customer_then
    )::text)::uuid END
FROM found
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN found.chosen THEN greatest(%(effective_on)s::date, %(notice_on)s::date + found.notice_days)
        ELSE %(effective_on)s::date
    END AS from_on
) AS begins
CROSS JOIN LATERAL (
    SELECT
        12 * (extract(year FROM found.expires_on) - extract(year FROM found.anchor_on))::integer
            + (extract(month FROM found.expires_on) - extract(month FROM found.anchor_on))::integer AS so_far,
        12 * (extract(year FROM begins.from_on) - extract(year FROM found.expires_on))::integer
            + (extract(month FROM begins.from_on) - extract(month FROM found.expires_on))::integer AS behind
) AS months
WHERE found.chosen OR %(version)s::bigint IS NOT NULL
