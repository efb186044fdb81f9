-- The subscriptions of products with a series of notices for which a step is due, counted from the last issue of the term that runs out,
-- or of the one before where the next is made; and why some of them get none. Of several steps only the latest that is due counts; one
-- whose day is more than two weeks past is not sent any more, so that a new series writes to nobody who left long ago.
-- Reads   renewal_notice_step, product, renewal_ground, term, product_component, issue, renewal_notice, pause, customer
-- Writes  a work table of the session, work_notice
-- Again   rewrites the same rows
WITH series AS (
    SELECT renewal_notice_step.*
    FROM renewal_notice_step
    JOIN product ON product.id = renewal_notice_step.product_id
    WHERE product.entity_id = %(entity)s::bigint
      AND renewal_notice_step.begins_on <= %(as_of)s::date
      AND (renewal_notice_step.ended_on IS NULL OR renewal_notice_step.ended_on > %(as_of)s::date)
), reach AS (
    -- No calendar that is kept has more than a hundred days between its last issue and the day a term ends.
    SELECT
        series.product_id, daterange(%(as_of)s::date - max(series.days) - 14, %(as_of)s::date - min(series.days) + 100) AS days
    FROM series
    GROUP BY series.product_id
), turning AS (
    SELECT
        renewal_ground.subscription_id, renewal_ground.ground, renewal_ground.product_id, renewal_ground.weekdays,
        renewal_ground.payer_id, renewal_ground.term_kind, renewal_ground.cancelled_from, renewal_ground.expires_on AS begins_on,
        renewal_ground.term_ordinal + 1 AS term_ordinal, false AS is_renewed
    FROM reach
    JOIN renewal_ground ON renewal_ground.product_id = reach.product_id
    WHERE renewal_ground.entity_id = %(entity)s::bigint
      AND renewal_ground.term_ordinal > 0
      AND reach.days @> renewal_ground.expires_on
    UNION ALL
    SELECT
        renewal_ground.subscription_id, renewal_ground.ground, renewal_ground.product_id, renewal_ground.weekdays,
        renewal_ground.payer_id, renewal_ground.term_kind, renewal_ground.cancelled_from, lower(term.sold_during),
        renewal_ground.term_ordinal, true
    FROM reach
    JOIN renewal_ground ON renewal_ground.product_id = reach.product_id
    JOIN term ON term.id = renewal_ground.latest_term_id
    WHERE renewal_ground.entity_id = %(entity)s::bigint
      AND renewal_ground.term_ordinal > 1
      AND renewal_ground.term_kind = 'fixed'
      AND reach.days @> lower(term.sold_during)
), ended AS (
    SELECT
        stretch.product_id, stretch.weekdays, stretch.begins_on,
        coalesce((
            SELECT max(issue.published_on)
            FROM product_component
            JOIN issue ON issue.edition_id = product_component.edition_id
            WHERE product_component.product_id = stretch.product_id
              AND issue.published_on BETWEEN stretch.begins_on - 100 AND stretch.begins_on - 1
              AND 1 << (extract(isodow FROM issue.published_on)::integer - 1) & stretch.weekdays <> 0
        ), stretch.begins_on - 1) AS last_on
    FROM (SELECT DISTINCT turning.product_id, turning.weekdays, turning.begins_on FROM turning) AS stretch
), due AS (
    SELECT DISTINCT ON (turning.subscription_id, turning.term_ordinal)
        turning.*, ended.last_on, series.id AS step_id, series.channel, ended.last_on + series.days AS due_on,
        md5(ROW(
            turning.ground, series.days, series.channel, series.offers, series.subject, series.text, series.ended_on
        )::text)::uuid AS notice_ground
    FROM turning
    JOIN ended
      ON ended.product_id = turning.product_id AND ended.weekdays = turning.weekdays AND ended.begins_on = turning.begins_on
    JOIN series ON series.product_id = turning.product_id
    WHERE ended.last_on + series.days BETWEEN %(as_of)s::date - 14 AND %(as_of)s::date
    ORDER BY turning.subscription_id, turning.term_ordinal, series.days DESC
)
INSERT INTO work_notice (subscription_id, step_id, customer_id, channel, term_ordinal, last_on, begins_on, ground, finding)
SELECT
    due.subscription_id, due.step_id, payer.canonical_id, due.channel, due.term_ordinal, due.last_on, due.begins_on, due.notice_ground,
    CASE
        WHEN due.cancelled_from <= due.begins_on THEN 'stopped'
        WHEN due.term_kind <> 'fixed' THEN 'rolling'
        WHEN due.is_renewed THEN 'renewed'
        WHEN EXISTS (
            SELECT
            FROM renewal_notice
            WHERE renewal_notice.subscription_id = due.subscription_id
              AND renewal_notice.term_ordinal = due.term_ordinal
              AND renewal_notice.step_id = due.step_id
        ) THEN 'sent'
        WHEN EXISTS (
            SELECT
            FROM pause
            WHERE pause.subscription_id = due.subscription_id
              AND pause.withdrawn_at IS NULL
              AND upper_inf(pause.during)
              AND lower(pause.during) <= due.begins_on
        ) THEN 'resting'
        WHEN due.due_on < %(as_of)s::date - 7 THEN 'late'
        ELSE ''
    END
FROM due
JOIN customer AS payer ON payer.id = due.payer_id
