-- The copies of the issues of some editions by channel and price class: what went out by the lists as they stand, single copies drawn less
-- those that came back, and who could read an electronic issue. A copy's price is what an issue of its term is worth, beside the price that
-- the list had for everybody when the term began: see docs/algorithms/circulation.md.
-- Takes   handed_over (issue_id bigint, copies integer, returned integer)
-- Reads   issue, edition, title, staff_entity, frozen_list, frozen_copy, entitlement, subscription, term, price, product_component,
--         save_attempt, term_charge, charge, issue_credit
-- Writes  nothing
-- Again   safe: a question
WITH asked AS MATERIALIZED (
    SELECT issue.id AS issue_id, issue.edition_id, issue.published_on, edition.medium = 'electronic' AS is_electronic
    FROM issue
    JOIN edition ON edition.id = issue.edition_id
    JOIN title ON title.id = edition.title_id
    WHERE issue.edition_id = ANY(%(editions)s::bigint[])
      AND issue.published_on >= %(first)s::date
      AND issue.published_on < %(until)s::date
      AND title.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
), went AS (
    SELECT
        asked.issue_id, asked.published_on, frozen_list.delivery_method AS channel, frozen_copy.subscription_id, frozen_copy.copies,
        frozen_copy.outcome = 'donated' AS is_donated
    FROM asked
    JOIN frozen_list ON frozen_list.issue_id = asked.issue_id AND frozen_list.withdrawn_at IS NULL
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    WHERE frozen_copy.outcome IN ('comes', 'redirected', 'donated')
      -- The few that an addendum speaks of are as the latest says; to sort all copies of a month for that would be the most of the work.
      AND NOT EXISTS (
          SELECT
          FROM frozen_list AS later
          JOIN frozen_copy AS said_later ON said_later.list_id = later.id AND said_later.subscription_id = frozen_copy.subscription_id
          WHERE later.issue_id = frozen_list.issue_id
            AND later.delivery_method = frozen_list.delivery_method
            AND later.number > 0
            AND later.number > frozen_list.number
            AND later.withdrawn_at IS NULL
      )
    UNION ALL
    SELECT asked.issue_id, asked.published_on, 'electronic', entitlement.subscription_id, 1, false
    FROM asked
    JOIN entitlement ON entitlement.edition_id = asked.edition_id AND entitlement.during @> asked.published_on
    WHERE asked.is_electronic AND entitlement.source = 'subscriber'
), saved AS (
    -- What a save offer took off lowers every issue of its term; pauses, stops and other copies take issues off at what they are worth.
    SELECT
        term_charge.term_id,
        sum(charge.amount) / nullif(sum(charge.amount) FILTER (WHERE term_charge.source_kind <> 'save_credit'), 0) AS kept
    FROM (SELECT DISTINCT save_attempt.term_id FROM save_attempt WHERE save_attempt.amount <> 0) AS lowered
    JOIN term_charge ON term_charge.term_id = lowered.term_id
    JOIN charge ON charge.id = term_charge.charge_id
    GROUP BY term_charge.term_id
), sold AS MATERIALIZED (
    SELECT
        term.subscription_id, term.during,
        CASE
            WHEN term.amount <= 0 THEN 0
            WHEN listed.full_price > 0 THEN round(100 * term.amount * coalesce(saved.kept, 1) / (term.copies * listed.full_price), 2)
        END AS percent
    FROM term
    JOIN subscription ON subscription.id = term.subscription_id
    LEFT JOIN saved ON saved.term_id = term.id
    CROSS JOIN LATERAL (
        SELECT CASE subscription.term_unit
            WHEN 'month' THEN round(
                extract(epoch FROM (upper(term.sold_during)::timestamp - lower(term.sold_during)::timestamp)) / 86400 / 30.4375
            )::integer
            -- A first term for a trial is shorter than those that follow; how many issues it was sold for, its days say.
            ELSE (
                SELECT count(*)::integer
                FROM issue
                JOIN (
                    SELECT product_component.edition_id, coalesce(product_component.weekdays, 127) & term.weekdays AS weekdays
                    FROM product_component
                    WHERE product_component.product_id = term.product_id AND product_component.edition_id IS NOT NULL
                    ORDER BY product_component.ordinal
                    LIMIT 1
                ) AS brought ON brought.edition_id = issue.edition_id
                WHERE term.sold_during @> issue.published_on
                  AND brought.weekdays & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
            )
        END AS length
    ) AS lasts
    LEFT JOIN LATERAL (
        SELECT price.unit_price * lasts.length / price.term_length AS full_price
        FROM price
        WHERE price.version_id = term.price_list_version_id
          AND price.product_id = term.product_id
          AND price.term_kind = subscription.term_kind
          AND price.term_unit = subscription.term_unit
          AND price.quantity_from = 1
          AND price.price_group_id IS NULL
          AND price.customer_id IS NULL
          AND coalesce(price.weekdays, term.weekdays) = term.weekdays
        ORDER BY
            price.term_length <> lasts.length, price.weekdays IS NULL, price.term_length < lasts.length,
            abs(price.term_length - lasts.length)
        LIMIT 1
    ) AS listed ON true
    WHERE term.during && daterange(%(first)s::date, %(until)s::date)
      AND term.product_id IN (
          SELECT product_component.product_id FROM product_component WHERE product_component.edition_id = ANY(%(editions)s::bigint[])
      )
), classed AS (
    SELECT
        went.issue_id, went.channel, went.copies, coalesce(issue_credit.copies, 0) AS given_back,
        CASE
            WHEN went.is_donated THEN 'donated'
            WHEN sold.subscription_id IS NULL THEN 'not_sold'
            WHEN sold.percent IS NULL THEN 'no_price'
            WHEN sold.percent <= 0 THEN 'free'
            ELSE 'paid'
        END AS price_class,
        CASE WHEN NOT went.is_donated AND sold.percent > 0 THEN (
            SELECT coalesce(max(class.from_percent), 0)
            FROM unnest(%(from_percents)s::smallint[]) AS class (from_percent)
            WHERE class.from_percent <= sold.percent
        ) END AS from_percent
    FROM went
    LEFT JOIN sold ON sold.subscription_id = went.subscription_id AND sold.during @> went.published_on
    LEFT JOIN issue_credit
      ON issue_credit.subscription_id = went.subscription_id
     AND issue_credit.issue_id = went.issue_id
     AND issue_credit.withdrawn_at IS NULL
), counted AS (
    SELECT classed.issue_id, classed.channel, classed.price_class, classed.from_percent, classed.copies - classed.given_back AS copies
    FROM classed
    UNION ALL
    SELECT classed.issue_id, classed.channel, 'given_back', NULL, classed.given_back
    FROM classed
    WHERE classed.given_back > 0
    UNION ALL
    -- At the counter everybody pays what stands on the front page.
    SELECT handed_over.issue_id, 'single', 'paid', (
        SELECT max(class.from_percent) FROM unnest(%(from_percents)s::smallint[]) AS class (from_percent)
    ), handed_over.copies - coalesce(handed_over.returned, 0)
    FROM handed_over
    JOIN asked ON asked.issue_id = handed_over.issue_id
)
SELECT counted.issue_id, counted.channel, counted.price_class, counted.from_percent, sum(counted.copies)::bigint AS copies
FROM counted
GROUP BY counted.issue_id, counted.channel, counted.price_class, counted.from_percent
HAVING sum(counted.copies) <> 0
ORDER BY counted.issue_id, counted.channel, counted.from_percent DESC NULLS LAST, counted.price_class
