-- The days of terms as the pauses leave them: a term runs until it has brought as many issues as without the pauses that prolong.
-- What comes after the latest invoiced term moves with its end; an invoiced term keeps its beginning, one before it all its days.
-- A term that a stop ended keeps its end, and so does all of a subscription that goes over to another on a day that is agreed.
-- Reads   subscription, term, early_end, cancellation, product_switch, charge, open_charge, term_adjustment, product_component, edition, issue, pause
-- Writes  a work table of the session, work_moved
-- Again   rewrites the same rows
WITH RECURSIVE sold AS (
    SELECT
        term.id AS term_id, term.subscription_id, term.ordinal, term.sold_during, term.during, term.product_id, term.weekdays,
        subscription.started_on, subscription.term_unit, subscription.term_length,
        12 * (extract(year FROM upper(term.sold_during)) - extract(year FROM lower(term.sold_during)))::integer
            + (extract(month FROM upper(term.sold_during)) - extract(month FROM lower(term.sold_during)))::integer AS months,
        max(CASE
            WHEN early_end.id IS NOT NULL OR switched.is_so THEN term.ordinal + 1
            WHEN waiting.charge_id IS NULL THEN term.ordinal
            ELSE 1
        END) OVER (PARTITION BY term.subscription_id) AS first_movable
    FROM term
    JOIN subscription ON subscription.id = term.subscription_id
    LEFT JOIN early_end ON early_end.term_id = term.id AND early_end.withdrawn_at IS NULL
    LEFT JOIN LATERAL (
        SELECT open_charge.charge_id
        FROM charge
        JOIN open_charge ON open_charge.charge_id = charge.id
        WHERE charge.source_kind = 'term' AND charge.source_id = term.id
        LIMIT 1
    ) AS waiting ON true
    CROSS JOIN LATERAL (
        SELECT EXISTS (
            SELECT
            FROM cancellation
            JOIN product_switch ON product_switch.cancellation_id = cancellation.id
            WHERE cancellation.subscription_id = term.subscription_id AND cancellation.withdrawn_at IS NULL
        ) AS is_so
    ) AS switched
    WHERE term.subscription_id = ANY(%(subscriptions)s::bigint[])
), counted AS (
    SELECT sold.*, leading_edition.edition_id, leading_edition.medium, sold.weekdays & leading_edition.weekdays AS pattern
    FROM sold
    CROSS JOIN LATERAL (
        SELECT product_component.edition_id, edition.medium, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id
        WHERE product_component.product_id = sold.product_id
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition
    WHERE sold.ordinal >= sold.first_movable
), chain AS (
    -- The beginning of the first that can move, and the day its months are counted from.
    SELECT
        counted.subscription_id, counted.ordinal - 1 AS ordinal, lower(counted.during) AS ends_on,
        coalesce((
            SELECT upper(earlier.during)
            FROM term AS earlier
            JOIN term_adjustment ON term_adjustment.term_id = earlier.id AND term_adjustment.prolonged > 0
            WHERE earlier.subscription_id = counted.subscription_id AND earlier.ordinal < counted.ordinal
            ORDER BY earlier.ordinal DESC
            LIMIT 1
        ), counted.started_on) AS anchor_on,
        NULL::bigint AS term_id, NULL::daterange AS during_before, NULL::daterange AS during_after
    FROM counted
    WHERE counted.ordinal = counted.first_movable
    UNION ALL
    SELECT
        chain.subscription_id, counted.ordinal, ended.ends_on,
        CASE WHEN ended.ends_on > plain.ends_on AND counted.term_unit = 'month' THEN ended.ends_on ELSE chain.anchor_on END,
        counted.term_id, counted.during, daterange(chain.ends_on, ended.ends_on)
    FROM chain
    JOIN counted ON counted.subscription_id = chain.subscription_id AND counted.ordinal = chain.ordinal + 1
    CROSS JOIN LATERAL (
        -- Where nothing before it moved the days are those that were sold.
        SELECT CASE
            WHEN chain.anchor_on = counted.started_on AND chain.ends_on = lower(counted.sold_during) THEN upper(counted.sold_during)
            WHEN counted.term_unit = 'month' THEN (chain.anchor_on + make_interval(months => counted.months
                + 12 * (extract(year FROM chain.ends_on) - extract(year FROM chain.anchor_on))::integer
                + (extract(month FROM chain.ends_on) - extract(month FROM chain.anchor_on))::integer))::date
            ELSE (
                SELECT issue.published_on + 1
                FROM issue
                WHERE issue.edition_id = counted.edition_id
                  AND issue.published_on >= chain.ends_on
                  AND counted.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
                ORDER BY issue.published_on
                OFFSET counted.term_length - 1
                LIMIT 1
            )
        END AS ends_on
    ) AS plain
    CROSS JOIN LATERAL (
        SELECT EXISTS (
            SELECT FROM pause
            WHERE pause.subscription_id = counted.subscription_id
              AND pause.withdrawn_at IS NULL
              AND pause.gives = 'prolong'
              AND NOT upper_inf(pause.during)
              AND NOT (pause.digital_goes_on AND counted.medium = 'electronic')
              AND pause.during && daterange(chain.ends_on, plain.ends_on)
        ) AS by_pauses
    ) AS made_longer
    LEFT JOIN LATERAL (
        SELECT count(*) AS issues
        FROM issue
        WHERE issue.edition_id = counted.edition_id
          AND issue.published_on >= chain.ends_on
          AND issue.published_on < plain.ends_on
          AND counted.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
    ) AS owed ON made_longer.by_pauses
    LEFT JOIN LATERAL (
        SELECT issue.published_on + 1 AS ends_on
        FROM issue
        WHERE issue.edition_id = counted.edition_id
          AND issue.published_on >= chain.ends_on
          AND counted.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
          AND NOT EXISTS (
              SELECT FROM pause
              WHERE pause.subscription_id = counted.subscription_id
                AND pause.withdrawn_at IS NULL
                AND pause.gives = 'prolong'
                AND NOT upper_inf(pause.during)
                AND pause.during @> issue.published_on
          )
        ORDER BY issue.published_on
        OFFSET greatest(owed.issues - 1, 0)
        LIMIT 1
    ) AS brought ON owed.issues > 0
    -- Without an end the calendar is too short: whoever asked refuses.
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN owed.issues > 0 THEN CASE WHEN brought.ends_on IS NOT NULL THEN greatest(plain.ends_on, brought.ends_on) END
            ELSE plain.ends_on
        END AS ends_on
    ) AS ended
)
INSERT INTO work_moved (subscription_id, term_id, ordinal, during_before, during_after, anchor_on, is_latest)
SELECT
    chain.subscription_id, chain.term_id, chain.ordinal, chain.during_before, chain.during_after, chain.anchor_on,
    chain.ordinal = max(chain.ordinal) OVER (PARTITION BY chain.subscription_id)
FROM chain
WHERE chain.term_id IS NOT NULL
