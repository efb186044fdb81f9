-- The days of the terms that are due and sold by issues: each ends the day after its latest issue of the product's leading edition.
-- Reads   work_renewal, a work table of the session; product_component, issue
-- Writes  a work table of the session, work_step
-- Again   rewrites the same rows
WITH leading_edition AS (
    SELECT DISTINCT ON (product_component.product_id) product_component.product_id, product_component.edition_id
    FROM product_component
    WHERE product_component.edition_id IS NOT NULL
    ORDER BY product_component.product_id, product_component.ordinal
), stretch AS (
    SELECT DISTINCT
        leading_edition.edition_id, work_renewal.product_id, work_renewal.weekdays, work_renewal.expires_on,
        work_renewal.term_length, work_renewal.horizon
    FROM work_renewal
    LEFT JOIN leading_edition ON leading_edition.product_id = work_renewal.product_id
    WHERE work_renewal.term_unit = 'issue' AND NOT work_renewal.by_promotion
), counted AS (
    SELECT
        stretch.product_id, stretch.weekdays, stretch.expires_on, stretch.term_length, stretch.horizon, issues.published_on,
        row_number() OVER (
            PARTITION BY stretch.product_id, stretch.weekdays, stretch.expires_on, stretch.term_length, stretch.horizon
            ORDER BY issues.published_on
        ) AS ordinal
    FROM stretch
    CROSS JOIN LATERAL (
        SELECT issue.published_on
        FROM issue
        WHERE issue.edition_id = stretch.edition_id
          AND issue.published_on >= stretch.expires_on
          AND 1 << (extract(isodow FROM issue.published_on)::integer - 1) & stretch.weekdays <> 0
        ORDER BY issue.published_on
        -- Enough whole terms to pass the horizon.
        LIMIT stretch.term_length * (2 + greatest(0, stretch.horizon - stretch.expires_on) / stretch.term_length)
    ) AS issues
), ended AS (
    SELECT
        counted.product_id, counted.weekdays, counted.expires_on, counted.term_length, counted.horizon,
        counted.ordinal / counted.term_length AS step,
        coalesce(lag(counted.published_on + 1) OVER (
            PARTITION BY counted.product_id, counted.weekdays, counted.expires_on, counted.term_length, counted.horizon
            ORDER BY counted.ordinal
        ), counted.expires_on) AS starts_on,
        counted.published_on + 1 AS ends_on
    FROM counted
    WHERE mod(counted.ordinal, counted.term_length) = 0
)
INSERT INTO work_step (subscription_id, step, starts_on, ends_on)
SELECT work_renewal.subscription_id, coalesce(ended.step, 1), coalesce(ended.starts_on, work_renewal.expires_on), ended.ends_on
FROM work_renewal
-- Where the calendar is too short for a whole term the end stays empty, and the plan says so.
LEFT JOIN ended
  ON ended.product_id = work_renewal.product_id
 AND ended.weekdays = work_renewal.weekdays
 AND ended.expires_on = work_renewal.expires_on
 AND ended.term_length = work_renewal.term_length
 AND ended.horizon = work_renewal.horizon
 AND ended.step <= 60
 AND (ended.step = 1 OR ended.starts_on <= work_renewal.horizon)
 AND (work_renewal.cancelled_from IS NULL OR ended.starts_on < work_renewal.cancelled_from)
WHERE work_renewal.term_unit = 'issue' AND NOT work_renewal.by_promotion
