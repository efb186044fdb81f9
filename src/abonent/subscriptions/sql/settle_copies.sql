-- What each change of copies comes to: the share of the difference in price that the issues have which come with the new number. Those of
-- pauses that are made up for do not count; what a stop takes away is given back by the stop.
-- Reads   copies_change, copies_settlement, term, subscription, early_end, product_component, edition, issue, pause, currency
-- Writes  copies_settlement.sold, copies_settlement.issues, copies_settlement.amount
-- Again   safe: one that is settled so already is left alone
WITH touched AS (
    SELECT
        copies_settlement.id, copies_settlement.price - term.amount AS more, copies_change.withdrawn_at IS NOT NULL AS is_withdrawn,
        subscription.id AS subscription_id, term.sold_during, leading_edition.edition_id, leading_edition.medium,
        term.weekdays & leading_edition.weekdays AS pattern, term.currency,
        coalesce(early_end.during_before, term.during) * daterange(copies_change.from_on, later.from_on) AS during
    FROM copies_change
    JOIN copies_settlement ON copies_settlement.change_id = copies_change.id
    JOIN subscription ON subscription.id = copies_change.subscription_id
    JOIN term ON term.id = copies_settlement.term_id
    LEFT JOIN early_end ON early_end.term_id = term.id AND early_end.withdrawn_at IS NULL
    CROSS JOIN LATERAL (
        SELECT min(next_change.from_on) AS from_on
        FROM copies_change AS next_change
        WHERE next_change.subscription_id = copies_change.subscription_id
          AND next_change.withdrawn_at IS NULL
          AND next_change.from_on > copies_change.from_on
    ) AS later
    LEFT JOIN LATERAL (
        SELECT product_component.edition_id, edition.medium, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id
        WHERE product_component.product_id = term.product_id AND subscription.delivery_method <> 'none'
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition ON true
    WHERE copies_change.subscription_id = ANY(%(subscriptions)s::bigint[])
), settled AS (
    SELECT
        touched.id, counted.sold, counted.issues,
        CASE
            WHEN touched.is_withdrawn OR touched.more IS NULL THEN 0
            WHEN counted.issues >= counted.sold THEN touched.more
            ELSE round(touched.more * counted.issues / counted.sold, coalesce(decimals.exponent, 2))
        END AS amount
    FROM touched
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE touched.sold_during @> issue.published_on) AS sold,
            count(*) FILTER (
                WHERE touched.during @> issue.published_on AND NOT touched.is_withdrawn
                  AND NOT EXISTS (
                      SELECT FROM pause
                      WHERE pause.subscription_id = touched.subscription_id
                        AND pause.withdrawn_at IS NULL
                        AND pause.gives IN ('prolong', 'credit')
                        AND NOT upper_inf(pause.during)
                        AND NOT (pause.digital_goes_on AND touched.medium = 'electronic')
                        AND pause.during @> issue.published_on
                  )
            ) AS issues
        FROM issue
        WHERE touched.edition_id IS NOT NULL
          AND issue.edition_id = touched.edition_id
          AND issue.published_on >= least(lower(touched.sold_during), lower(touched.during))
          AND issue.published_on < greatest(upper(touched.sold_during), upper(touched.during))
          AND touched.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
        HAVING touched.edition_id IS NOT NULL
        UNION ALL
        -- What brings no issues is counted in days.
        SELECT
            upper(touched.sold_during) - lower(touched.sold_during),
            CASE WHEN touched.is_withdrawn OR isempty(touched.during) THEN 0 ELSE upper(touched.during) - lower(touched.during) END
        WHERE touched.edition_id IS NULL
    ) AS counted
    LEFT JOIN LATERAL (
        SELECT currency.exponent
        FROM currency
        WHERE currency.code = touched.currency AND currency.valid_from <= lower(touched.sold_during)
        ORDER BY currency.valid_from DESC
        LIMIT 1
    ) AS decimals ON true
)
UPDATE copies_settlement
SET sold = settled.sold, issues = settled.issues, amount = settled.amount
FROM settled
WHERE copies_settlement.id = settled.id
  AND (copies_settlement.sold, copies_settlement.issues, copies_settlement.amount)
      IS DISTINCT FROM (settled.sold, settled.issues, settled.amount)
