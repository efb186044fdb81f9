-- Write down who brings what by which route, as the lists of a run leave it: the doors and copies of its issue and way by the latest list of
-- each subscription, and of the outlets on the route. What is brought again is nobody's further copy.
-- Reads   frozen_list, frozen_copy, frozen_extra, issue, route_carrier
-- Writes  frozen_walk
-- Again   safe: a list that has walks gets no others
WITH opened AS MATERIALIZED (
    SELECT frozen_list.id, frozen_list.issue_id, frozen_list.delivery_method, issue.published_on
    FROM frozen_list
    JOIN issue ON issue.id = frozen_list.issue_id
    WHERE frozen_list.run_id = %(run)s::bigint
      AND frozen_list.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM frozen_walk WHERE frozen_walk.list_id = frozen_list.id)
), told AS MATERIALIZED (
    SELECT frozen_list.id, frozen_list.number, opened.id AS list_id
    FROM opened
    JOIN frozen_list
      ON frozen_list.issue_id = opened.issue_id
     AND frozen_list.delivery_method = opened.delivery_method
     AND frozen_list.withdrawn_at IS NULL
), said_later AS MATERIALIZED (
    -- Of addenda alone, which are short: a freeze of half a million copies is not compared with itself.
    SELECT told.list_id, told.number, frozen_copy.subscription_id
    FROM told
    JOIN frozen_copy ON frozen_copy.list_id = told.id
    WHERE told.number > 0
), brought AS (
    SELECT told.list_id, frozen_copy.route_id, frozen_copy.place_id, frozen_copy.copies
    FROM told
    JOIN frozen_copy ON frozen_copy.list_id = told.id
    WHERE frozen_copy.route_id IS NOT NULL
      AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
      AND NOT EXISTS (
          SELECT
          FROM said_later
          WHERE said_later.list_id = told.list_id
            AND said_later.number > told.number
            AND said_later.subscription_id = frozen_copy.subscription_id
      )
    UNION ALL
    SELECT
        told.list_id, frozen_extra.route_id, CASE frozen_extra.kind WHEN 'outlet' THEN frozen_extra.place_id END,
        CASE frozen_extra.kind WHEN 'outlet' THEN frozen_extra.copies ELSE 0 END
    FROM told
    JOIN frozen_extra ON frozen_extra.list_id = told.id
    WHERE frozen_extra.route_id IS NOT NULL
), walked AS (
    SELECT brought.list_id, brought.route_id, count(DISTINCT brought.place_id) AS doors, sum(brought.copies) AS copies
    FROM brought
    GROUP BY brought.list_id, brought.route_id
)
INSERT INTO frozen_walk (list_id, route_id, carrier_id, doors, copies)
SELECT walked.list_id, walked.route_id, route_carrier.carrier_id, walked.doors, walked.copies
FROM walked
JOIN opened ON opened.id = walked.list_id
LEFT JOIN route_carrier ON route_carrier.route_id = walked.route_id AND route_carrier.during @> opened.published_on
