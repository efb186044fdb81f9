-- The first issue that each change asked about still reaches: the one whose cut-off is to come, and what decided that moment.
-- Takes   handed_over (asked_id bigint, product_id bigint, weekdays integer, delivery_method text, act text,
--         asked_at timestamptz, on_or_after date)
-- Reads   product, legal_entity, product_component, issue, lead_time
-- Writes  nothing
-- Again   safe: a question
WITH days_off AS (
    SELECT off.country, off.on_day
    FROM unnest(%(countries)s::text[], %(days_off)s::date[]) AS off (country, on_day)
), asked AS (
    SELECT
        handed_over.*, product.entity_id, legal_entity.zone, legal_entity.country, counted.edition_id,
        handed_over.weekdays & counted.weekdays AS pattern,
        greatest(handed_over.on_or_after, (handed_over.asked_at AT TIME ZONE legal_entity.zone)::date) AS from_day
    FROM handed_over
    JOIN product ON product.id = handed_over.product_id
    JOIN legal_entity ON legal_entity.id = product.entity_id
    CROSS JOIN LATERAL (
        SELECT product_component.edition_id, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        WHERE product_component.product_id = product.id AND product_component.edition_id IS NOT NULL
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS counted
)
SELECT
    asked.asked_id, asked.zone, found.issue_id, found.edition_id, found.published_on, found.cut_off_at, found.decided_by, found.days_before,
    found.counted_in, found.cut_off_time
FROM asked
CROSS JOIN LATERAL (
    SELECT
        issue.id AS issue_id, issue.edition_id, issue.published_on, cut_off.cut_off_at, cut_off.decided_by, rule.days_before,
        rule.counted_in, rule.at AS cut_off_time
    FROM issue
    LEFT JOIN LATERAL (
        SELECT lead_time.days_before, lead_time.counted_in, lead_time.at
        FROM lead_time
        WHERE lead_time.entity_id = asked.entity_id
          AND lead_time.during @> issue.published_on
          AND coalesce(lead_time.product_id, asked.product_id) = asked.product_id
          AND coalesce(lead_time.edition_id, asked.edition_id) = asked.edition_id
          AND lead_time.act IN ('', asked.act)
          AND lead_time.delivery_method IN ('', asked.delivery_method)
          AND coalesce(lead_time.weekday, extract(isodow FROM issue.published_on)) = extract(isodow FROM issue.published_on)
        ORDER BY lead_time.product_id IS NULL, lead_time.edition_id IS NULL, lead_time.act = '', lead_time.delivery_method = '',
                 lead_time.weekday IS NULL
        LIMIT 1
    ) AS rule ON true
    -- Without a rule, or with none but the paper's own day: changes are taken until the day begins.
    LEFT JOIN LATERAL (
        SELECT worked.on_day::date AS on_day
        FROM generate_series(issue.published_on - 1, issue.published_on - 120, interval '-1 day') AS worked (on_day)
        WHERE rule.counted_in = 'working_days'
          AND extract(isodow FROM worked.on_day) < 6
          AND NOT EXISTS (
              SELECT FROM days_off WHERE days_off.country = asked.country AND days_off.on_day = worked.on_day::date
          )
        ORDER BY worked.on_day DESC
        OFFSET greatest(rule.days_before - 1, 0)
        LIMIT 1
    ) AS working ON rule.days_before > 0
    CROSS JOIN LATERAL (
        SELECT coalesce(working.on_day, issue.published_on - coalesce(rule.days_before, 0)) + coalesce(rule.at, time '00:00') AS local
    ) AS wall
    CROSS JOIN LATERAL (
        SELECT bound.cut_off_at, bound.decided_by
        FROM (
            VALUES
                -- The hour that comes twice in autumn is taken for the first of the two, as everywhere in the product.
                (least(
                    wall.local AT TIME ZONE asked.zone,
                    (wall.local - interval '1 hour') AT TIME ZONE asked.zone + interval '1 hour'
                 ), CASE WHEN rule.at IS NULL THEN 'no_lead_time' ELSE 'lead_time' END),
                (issue.delivery_cut_off_at, 'deadline'),
                (CASE WHEN asked.act IN ('start', 'stop', 'pause', 'copies') THEN issue.print_cut_off_at END, 'print')
        ) AS bound (cut_off_at, decided_by)
        WHERE bound.cut_off_at IS NOT NULL
        ORDER BY bound.cut_off_at
        LIMIT 1
    ) AS cut_off
    WHERE issue.edition_id = asked.edition_id
      AND issue.published_on >= asked.from_day
      AND asked.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
      AND cut_off.cut_off_at > asked.asked_at
    ORDER BY issue.published_on
    LIMIT 1
) AS found
