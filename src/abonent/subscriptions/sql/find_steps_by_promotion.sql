-- The days of the terms that are due where a promotion gives some of them a length of their own, or where the subscription ends
-- after its one term: each counted from the end of the one before, months from the anchor day.
-- Reads   work_renewal, a work table of the session; promotion, promotion_step, product_component, issue
-- Writes  a work table of the session, work_step
-- Again   rewrites the same rows
WITH RECURSIVE chain AS (
    SELECT work_renewal.subscription_id, 0 AS step, NULL::date AS starts_on, work_renewal.expires_on AS ends_on
    FROM work_renewal
    WHERE work_renewal.by_promotion
    UNION ALL
    SELECT chain.subscription_id, chain.step + 1, chain.ends_on, ended.ends_on
    FROM chain
    JOIN work_renewal ON work_renewal.subscription_id = chain.subscription_id
    JOIN promotion ON promotion.id = work_renewal.promotion_id
    LEFT JOIN promotion_step
      ON promotion_step.promotion_id = promotion.id
     AND work_renewal.term_ordinal + chain.step + 1 >= promotion_step.from_term
     AND work_renewal.term_ordinal + chain.step + 1 < promotion_step.from_term + promotion_step.terms
    CROSS JOIN LATERAL (SELECT coalesce(promotion_step.own_length, work_renewal.term_length)::integer AS length) AS term
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN work_renewal.term_unit = 'month' THEN (work_renewal.anchor_on + make_interval(months => term.length
                + 12 * (extract(year FROM chain.ends_on) - extract(year FROM work_renewal.anchor_on))::integer
                + (extract(month FROM chain.ends_on) - extract(month FROM work_renewal.anchor_on))::integer))::date
            ELSE (
                SELECT issue.published_on + 1
                FROM issue
                WHERE issue.edition_id = (
                    SELECT product_component.edition_id
                    FROM product_component
                    WHERE product_component.product_id = work_renewal.product_id AND product_component.edition_id IS NOT NULL
                    ORDER BY product_component.ordinal
                    LIMIT 1
                )
                  AND issue.published_on >= chain.ends_on
                  AND 1 << (extract(isodow FROM issue.published_on)::integer - 1) & work_renewal.weekdays <> 0
                ORDER BY issue.published_on
                OFFSET term.length - 1
                LIMIT 1
            )
        END AS ends_on
    ) AS ended
    -- Where the calendar is too short for a whole term the end stays empty, and the plan says so.
    WHERE chain.ends_on IS NOT NULL
      AND chain.step < 60
      AND (chain.step = 0 OR chain.ends_on <= work_renewal.horizon)
      AND (work_renewal.cancelled_from IS NULL OR chain.ends_on < work_renewal.cancelled_from)
      -- A trial is one term; who goes on after it all the same has no step left and is counted as everybody is.
      AND NOT (promotion.then_ends AND chain.step > 0)
)
INSERT INTO work_step (subscription_id, step, starts_on, ends_on)
SELECT chain.subscription_id, chain.step, chain.starts_on, chain.ends_on
FROM chain
WHERE chain.step > 0
