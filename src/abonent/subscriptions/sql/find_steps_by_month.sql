-- The days of the terms that are due and sold by months, counted from the anchor day: 31 Jan, 28 Feb, 31 Mar.
-- Reads   work_renewal, a work table of the session
-- Writes  a work table of the session, work_step
-- Again   rewrites the same rows
WITH counted AS (
    SELECT
        work_renewal.subscription_id, work_renewal.anchor_on, work_renewal.expires_on, work_renewal.term_length,
        work_renewal.horizon, work_renewal.cancelled_from,
        12 * (extract(year FROM work_renewal.expires_on) - extract(year FROM work_renewal.anchor_on))::integer
            + (extract(month FROM work_renewal.expires_on) - extract(month FROM work_renewal.anchor_on))::integer AS months_so_far,
        12 * (extract(year FROM work_renewal.horizon) - extract(year FROM work_renewal.expires_on))::integer
            + (extract(month FROM work_renewal.horizon) - extract(month FROM work_renewal.expires_on))::integer AS months_behind
    FROM work_renewal
    WHERE work_renewal.term_unit = 'month' AND NOT work_renewal.by_promotion
)
INSERT INTO work_step (subscription_id, step, starts_on, ends_on)
SELECT counted.subscription_id, series.step, days.starts_on, days.ends_on
FROM counted
-- What a missed run left undone is caught up with, up to 60 terms at a time; the next run goes on from there.
CROSS JOIN LATERAL generate_series(1, least(60, greatest(1, 1 + counted.months_behind / counted.term_length))) AS series (step)
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN series.step = 1 THEN counted.expires_on
            ELSE (counted.anchor_on + make_interval(months => counted.months_so_far + (series.step - 1) * counted.term_length))::date
        END AS starts_on,
        (counted.anchor_on + make_interval(months => counted.months_so_far + series.step * counted.term_length))::date AS ends_on
) AS days
WHERE (series.step = 1 OR days.starts_on <= counted.horizon)
  AND (counted.cancelled_from IS NULL OR days.starts_on < counted.cancelled_from)
