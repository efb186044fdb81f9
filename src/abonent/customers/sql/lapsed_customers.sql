-- The customers of a company, or of none, whose ties are all older than their countries' rules want them kept; and those who are erased
-- and whose vouchers the law lets go of. A country without a rule keeps its customers. Whoever started the run works for every company
-- that knows them.
-- Reads   work_tie, a work table of the session, country_rule, erasure, staff_entity
-- Writes  nothing
-- Feeds   customers/plan_erasures
-- Again   safe: a question
WITH rule AS (
    SELECT DISTINCT ON (country_rule.country) country_rule.country, (country_rule.value)::int AS years
    FROM country_rule
    WHERE country_rule.key = 'retention.customer_years'
      AND country_rule.valid_from <= %(as_of)s::date
    ORDER BY country_rule.country, country_rule.valid_from DESC
),
known AS (
    SELECT work_tie.customer_id
    FROM work_tie
    GROUP BY work_tie.customer_id
    HAVING (count(work_tie.entity_id) = 0 OR bool_or(work_tie.entity_id = %(entity)s::bigint))
       AND (%(starter)s::bigint IS NULL OR bool_and(work_tie.entity_id IS NULL OR work_tie.entity_id IN (
               SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(starter)s::bigint
           )))
),
longest AS (
    SELECT DISTINCT ON (work_tie.customer_id)
        work_tie.customer_id, work_tie.tie, work_tie.country, work_tie.latest_on, rule.years,
        coalesce((work_tie.latest_on + make_interval(years => rule.years))::date, 'infinity') AS lapsed_on
    FROM work_tie
    JOIN known ON known.customer_id = work_tie.customer_id
    LEFT JOIN rule ON rule.country = work_tie.country
    ORDER BY work_tie.customer_id, lapsed_on DESC, work_tie.latest_on DESC, work_tie.tie
)
SELECT longest.customer_id, 'person' AS what, longest.tie, longest.country, longest.latest_on, longest.years, longest.lapsed_on
FROM longest
WHERE longest.lapsed_on <= %(as_of)s::date
  AND NOT EXISTS (SELECT FROM erasure WHERE erasure.customer_id = longest.customer_id)
UNION ALL
SELECT longest.customer_id, 'vouchers', longest.tie, longest.country, longest.latest_on, NULL, erasure.kept_until
FROM longest
JOIN erasure ON erasure.customer_id = longest.customer_id
WHERE erasure.kept_until < %(as_of)s::date
