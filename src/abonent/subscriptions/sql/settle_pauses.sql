-- What each pause did to each term: issues missed, by how many the term was made longer, how many are credited. A term before the latest
-- invoiced one cannot move, nor one of a subscription that goes over to another: what was made longer stays, the difference to what was missed
-- is credited or charged. One that a stop ended is settled by the stop.
-- Reads   pause, term, early_end, cancellation, product_switch, charge, open_charge, product_component, edition, issue
-- Writes  term_adjustment, one row per pause and term that it touches or touched
-- Again   safe: one that is settled so already is left alone
WITH sold AS (
    SELECT
        term.id AS term_id, term.subscription_id, term.ordinal, term.during, leading_edition.edition_id, leading_edition.medium,
        term.weekdays & leading_edition.weekdays AS pattern,
        term.ordinal >= max(CASE WHEN waiting.charge_id IS NULL THEN term.ordinal ELSE 1 END) OVER (
            PARTITION BY term.subscription_id
        ) AND NOT EXISTS (
            SELECT
            FROM cancellation
            JOIN product_switch ON product_switch.cancellation_id = cancellation.id
            WHERE cancellation.subscription_id = term.subscription_id AND cancellation.withdrawn_at IS NULL
        ) AS is_movable
    FROM term
    CROSS JOIN LATERAL (
        SELECT product_component.edition_id, edition.medium, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id
        WHERE product_component.product_id = term.product_id
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition
    LEFT JOIN LATERAL (
        SELECT open_charge.charge_id
        FROM charge
        JOIN open_charge ON open_charge.charge_id = charge.id
        WHERE charge.source_kind = 'term' AND charge.source_id = term.id
        LIMIT 1
    ) AS waiting ON true
    WHERE term.subscription_id = ANY(%(subscriptions)s::bigint[])
      AND NOT EXISTS (SELECT FROM early_end WHERE early_end.term_id = term.id AND early_end.withdrawn_at IS NULL)
), touched AS (
    SELECT
        pause.id AS pause_id, sold.term_id, sold.is_movable, pause.gives, coalesce(term_adjustment.prolonged, 0) AS prolonged_before,
        term_adjustment.id AS adjustment_id, counted.missed
    FROM sold
    JOIN pause ON pause.subscription_id = sold.subscription_id
    LEFT JOIN term_adjustment ON term_adjustment.pause_id = pause.id AND term_adjustment.term_id = sold.term_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS missed
        FROM issue
        WHERE pause.withdrawn_at IS NULL
          AND NOT upper_inf(pause.during)
          AND NOT (pause.digital_goes_on AND sold.medium = 'electronic')
          AND issue.edition_id = sold.edition_id
          AND issue.published_on >= greatest(lower(pause.during), lower(sold.during))
          AND issue.published_on < least(upper(pause.during), upper(sold.during))
          AND sold.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
    ) AS counted
    WHERE (sold.is_movable OR pause.id = ANY(%(pauses)s::bigint[]))
      AND (pause.during && sold.during OR term_adjustment.id IS NOT NULL)
), settled AS (
    SELECT
        touched.pause_id, touched.term_id, touched.missed,
        CASE WHEN touched.gives <> 'prolong' THEN 0 WHEN touched.is_movable THEN touched.missed ELSE touched.prolonged_before END AS prolonged,
        CASE
            WHEN touched.gives = 'credit' THEN touched.missed
            WHEN touched.gives = 'prolong' AND NOT touched.is_movable THEN touched.missed - touched.prolonged_before
            ELSE 0
        END AS credited
    FROM touched
    WHERE touched.missed > 0 OR touched.adjustment_id IS NOT NULL
)
INSERT INTO term_adjustment (pause_id, term_id, missed, prolonged, credited, amount)
SELECT settled.pause_id, settled.term_id, settled.missed, settled.prolonged, settled.credited, CASE settled.credited WHEN 0 THEN 0 END
FROM settled
ON CONFLICT (pause_id, term_id) DO UPDATE
SET missed = excluded.missed, prolonged = excluded.prolonged, credited = excluded.credited,
    -- What is credited as before keeps its value.
    amount = CASE WHEN excluded.credited = term_adjustment.credited THEN term_adjustment.amount ELSE excluded.amount END
WHERE (term_adjustment.missed, term_adjustment.prolonged, term_adjustment.credited)
      IS DISTINCT FROM (excluded.missed, excluded.prolonged, excluded.credited)
