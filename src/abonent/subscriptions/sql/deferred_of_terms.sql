-- What each part of the price of terms comes to, and what of it is still for issues that come after a day, for each of some days. The
-- issues share what is charged and credited by what they cost, counted from the latest one back: see docs/algorithms/issue-value.md.
-- Takes   handed_over (term_id bigint, ordinal smallint, known_on date, amount numeric)
-- Reads   term, subscription, early_end, cancellation, product_component, edition, issue, pause, copies_change, copies_settlement
-- Writes  nothing
-- Again   safe: a question
WITH part AS (
    SELECT handed_over.term_id, handed_over.ordinal, array_agg(handed_over.known_on) AS known_on, array_agg(handed_over.amount) AS amounts
    FROM handed_over
    GROUP BY handed_over.term_id, handed_over.ordinal
), paid AS (
    -- The parts with the days that are paid for: as far as a stop lets a term go on, if it gives back the rest. A part without issues of
    -- its own follows the leading ones; what brings none at all is edition 0, out every day.
    SELECT
        part.*, term.subscription_id, term.amount AS price, term.sold_during,
        CASE WHEN cancellation.gives_back THEN term.during ELSE coalesce(early_end.during_before, term.during) END AS during,
        CASE WHEN NOT cancellation.gives_back THEN early_end.ends_on END AS given_up_on,
        coalesce(brings.edition_id, 0) AS edition_id, coalesce(brings.medium, '') AS medium,
        CASE WHEN brings.edition_id IS NULL THEN 127 ELSE term.weekdays & brings.weekdays END AS pattern
    FROM part
    JOIN term ON term.id = part.term_id
    JOIN subscription ON subscription.id = term.subscription_id
    LEFT JOIN early_end ON early_end.term_id = term.id AND early_end.withdrawn_at IS NULL
    LEFT JOIN cancellation ON cancellation.id = early_end.cancellation_id
    LEFT JOIN LATERAL (
        SELECT product_component.edition_id, edition.medium, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id
        WHERE product_component.product_id = term.product_id AND subscription.delivery_method <> 'none'
        ORDER BY product_component.ordinal <> part.ordinal, product_component.ordinal
        LIMIT 1
    ) AS brings ON true
), stretch AS MATERIALIZED (
    -- Of these days those that no pause makes up for, each with what an issue costs beside the others: more or less, where other copies
    -- come. What a pause without a last day keeps back waits until somebody resumes.
    SELECT
        paid.term_id, paid.ordinal, paid.edition_id, paid.pattern, paid.given_up_on, resting.waits_from, lower(days.during) AS first,
        upper(days.during) AS until, CASE WHEN paid.price = 0 THEN 1 ELSE priced.price END AS weight
    FROM paid
    CROSS JOIN LATERAL (
        SELECT
            range_agg(pause.during) FILTER (WHERE NOT upper_inf(pause.during)) AS during,
            min(lower(pause.during)) FILTER (WHERE upper_inf(pause.during)) AS waits_from
        FROM pause
        WHERE pause.subscription_id = paid.subscription_id
          AND pause.withdrawn_at IS NULL
          AND pause.gives IN ('prolong', 'credit')
          AND NOT (pause.digital_goes_on AND paid.medium = 'electronic')
    ) AS resting
    CROSS JOIN LATERAL (
        SELECT daterange(step.from_on, lead(step.from_on) OVER (ORDER BY step.from_on)) AS during, step.price
        FROM (
            SELECT '-infinity'::date AS from_on, paid.price
            UNION ALL
            SELECT copies_change.from_on, coalesce(copies_settlement.price, paid.price)
            FROM copies_change
            LEFT JOIN copies_settlement
              ON copies_settlement.change_id = copies_change.id AND copies_settlement.term_id = paid.term_id
            WHERE copies_change.subscription_id = paid.subscription_id AND copies_change.withdrawn_at IS NULL
        ) AS step
    ) AS priced
    CROSS JOIN LATERAL unnest(
        datemultirange(paid.during * priced.during) - coalesce(resting.during, '{}'::datemultirange)
    ) AS days (during)
), edition_known AS (
    SELECT asked.edition_id, asked.pattern, reach.first, reach.until, newest.published_on AS known_until, latest.issues
    FROM (SELECT DISTINCT stretch.edition_id, stretch.pattern FROM stretch) AS asked
    CROSS JOIN (SELECT min(stretch.first) AS first, max(stretch.until) AS until FROM stretch) AS reach
    CROSS JOIN LATERAL (
        SELECT max(issue.published_on) AS published_on FROM issue WHERE issue.edition_id = asked.edition_id
    ) AS newest
    CROSS JOIN LATERAL (
        SELECT count(*) AS issues
        FROM issue
        WHERE issue.edition_id = asked.edition_id
          AND issue.published_on > newest.published_on - 364
          AND asked.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
    ) AS latest
), calendar AS MATERIALIZED (
    -- How much comes out before each day, day after day. An issue counts 364; a day after the latest one that the calendar has counts as
    -- many as came in the 364 days before, for issues are taken to come as often.
    SELECT day.edition_id, day.pattern, day.first, array_agg(day.before ORDER BY day.day) AS before
    FROM (
        SELECT
            edition_known.edition_id, edition_known.pattern, edition_known.first, numbered.day,
            (coalesce(sum(
                CASE
                    WHEN edition_known.known_until IS NULL THEN 364
                    WHEN numbered.day > edition_known.known_until THEN edition_known.issues
                    WHEN issue.id IS NOT NULL THEN 364
                    ELSE 0
                END
            ) OVER (
                PARTITION BY edition_known.edition_id, edition_known.pattern
                ORDER BY numbered.day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ), 0))::bigint AS before
        FROM edition_known
        CROSS JOIN LATERAL generate_series(edition_known.first, edition_known.until, interval '1 day') AS numbered (day)
        LEFT JOIN issue
          ON issue.edition_id = edition_known.edition_id
         AND issue.published_on = numbered.day::date
         AND edition_known.pattern & (1 << (extract(isodow FROM numbered.day)::integer - 1)) <> 0
    ) AS day
    GROUP BY day.edition_id, day.pattern, day.first
), counted AS (
    SELECT
        stretch.term_id, stretch.ordinal, asked.day,
        sum(stretch.weight * (
            calendar.before[stretch.until - calendar.first + 1] - calendar.before[stretch.first - calendar.first + 1]
        )) AS weighed,
        sum(CASE WHEN stretch.given_up_on <= asked.day THEN 0 ELSE stretch.weight * (
            calendar.before[stretch.until - calendar.first + 1]
            - calendar.before[
                least(stretch.until, greatest(stretch.first, least(asked.day + 1, stretch.waits_from))) - calendar.first + 1
            ]
        ) END) AS ahead
    FROM stretch
    JOIN calendar ON calendar.edition_id = stretch.edition_id AND calendar.pattern = stretch.pattern
    CROSS JOIN unnest(%(days)s::date[]) AS asked (day)
    GROUP BY stretch.term_id, stretch.ordinal, asked.day
)
SELECT
    paid.term_id, paid.ordinal, asked.day, known.amount, coalesce(counted.weighed, 0) AS weighed, coalesce(counted.ahead, 0) AS ahead,
    CASE
        WHEN counted.weighed > 0 THEN round(known.amount * counted.ahead / counted.weighed, 2)
        -- What is left of a term none of whose issues comes is earned with its end.
        WHEN asked.day < coalesce(paid.given_up_on, upper(paid.during) - 1, upper(paid.sold_during) - 1) THEN known.amount
        ELSE 0
    END AS deferred
FROM paid
CROSS JOIN unnest(%(days)s::date[]) AS asked (day)
CROSS JOIN LATERAL (
    SELECT coalesce(sum(line.amount) FILTER (WHERE line.known_on <= asked.day), 0) AS amount
    FROM unnest(paid.known_on, paid.amounts) AS line (known_on, amount)
) AS known
LEFT JOIN counted ON counted.term_id = paid.term_id AND counted.ordinal = paid.ordinal AND counted.day = asked.day
