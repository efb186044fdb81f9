-- What the copies that did not come are worth: what was ahead on the day before the issue and not on its day, of the parts that came with
-- it; the share of the copies, rounded once. Never more than is left of these. See docs/algorithms/issue-credit.md.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, deferred numeric)
-- Reads   issue, term, product_component, charge, charge_of_term, charge_component, currency
-- Writes  work_missing.amount, of a work table of the session
-- Again   rewrites the same rows until the credits are written
WITH missing AS (
    SELECT
        work_missing.subscription_id, work_missing.issue_id, work_missing.term_id, work_missing.copies, work_missing.due_copies,
        issue.edition_id, issue.published_on, term.product_id, coalesce(decimals.exponent, 2) AS exponent, leading_edition.edition_id AS leading_id
    FROM work_missing
    JOIN issue ON issue.id = work_missing.issue_id
    JOIN term ON term.id = work_missing.term_id
    CROSS JOIN LATERAL (
        SELECT product_component.edition_id
        FROM product_component
        WHERE product_component.product_id = term.product_id AND product_component.edition_id IS NOT NULL
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition
    LEFT JOIN LATERAL (
        SELECT currency.exponent
        FROM currency
        WHERE currency.code = term.currency AND currency.valid_from <= lower(term.sold_during)
        ORDER BY currency.valid_from DESC
        LIMIT 1
    ) AS decimals ON true
    WHERE work_missing.outcome IN ('comes', 'redirected')
      AND work_missing.copies BETWEEN 1 AND work_missing.due_copies
      AND issue.published_on <= %(today)s::date
), worth AS (
    -- A part without an edition of its own follows the leading one. What was free has no price to be split by, and none to give back.
    SELECT
        missing.subscription_id, missing.issue_id, missing.term_id, missing.edition_id, missing.published_on,
        round(sum(before.deferred - after.deferred) * missing.copies / missing.due_copies, missing.exponent) AS amount,
        sum(left_over.amount) AS left_over
    FROM missing
    JOIN handed_over AS before ON before.term_id = missing.term_id AND before.day = missing.published_on - 1
    JOIN handed_over AS after ON after.term_id = missing.term_id AND after.day = missing.published_on AND after.ordinal = before.ordinal
    JOIN charge ON charge.source_kind = 'term' AND charge.source_id = missing.term_id AND charge.ordinal = 1
    JOIN charge_component ON charge_component.charge_id = charge.id AND charge_component.ordinal = before.ordinal
    LEFT JOIN product_component
      ON product_component.product_id = missing.product_id AND product_component.ordinal = before.ordinal
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(written.amount), 0) AS amount
        FROM charge_of_term
        JOIN charge_component AS written ON written.charge_id = charge_of_term.charge_id AND written.ordinal = before.ordinal
        WHERE charge_of_term.term_id = missing.term_id
    ) AS left_over
    WHERE coalesce(product_component.edition_id, missing.leading_id) = missing.edition_id
    GROUP BY
        missing.subscription_id, missing.issue_id, missing.term_id, missing.edition_id, missing.published_on, missing.copies,
        missing.due_copies, missing.exponent
    HAVING sum(charge_component.amount) > 0
), given AS (
    SELECT
        worth.subscription_id, worth.issue_id,
        least(worth.amount, worth.left_over - coalesce(sum(worth.amount) OVER (
            PARTITION BY worth.term_id, worth.edition_id
            ORDER BY worth.published_on, worth.issue_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0)) AS amount
    FROM worth
)
UPDATE work_missing
SET amount = given.amount
FROM given
WHERE work_missing.subscription_id = given.subscription_id
  AND work_missing.issue_id = given.issue_id
