-- How many copies each insert of an issue goes with: by the lists of the ways that are frozen, as they stand; by what is due of the others.
-- Takes   handed_over (subscription_id bigint, outcome text, copies integer, delivery_method text, route_id bigint, place_id bigint)
-- Reads   frozen_list, frozen_copy, issue_insert, route, place
-- Writes  nothing
-- Again   safe: a question
WITH told AS (
    SELECT DISTINCT ON (frozen_list.delivery_method, frozen_copy.subscription_id)
        frozen_copy.subscription_id, frozen_copy.outcome, frozen_copy.copies, frozen_copy.route_id, frozen_copy.place_id
    FROM frozen_list
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    WHERE frozen_list.issue_id = %(issue)s::bigint AND frozen_list.withdrawn_at IS NULL
    ORDER BY frozen_list.delivery_method, frozen_copy.subscription_id, frozen_list.number DESC
), goes AS (
    SELECT told.copies, told.route_id, told.place_id
    FROM told
    WHERE told.outcome IN ('comes', 'redirected', 'donated')
    UNION ALL
    SELECT handed_over.copies, handed_over.route_id, handed_over.place_id
    FROM handed_over
    WHERE handed_over.outcome IN ('comes', 'redirected', 'donated')
      AND handed_over.delivery_method NOT IN (
          SELECT frozen_list.delivery_method
          FROM frozen_list
          WHERE frozen_list.issue_id = %(issue)s::bigint AND frozen_list.withdrawn_at IS NULL
      )
      AND NOT EXISTS (
          SELECT
          FROM told
          WHERE told.subscription_id = handed_over.subscription_id AND told.outcome IN ('comes', 'redirected', 'donated')
      )
)
SELECT issue_insert.id AS insert_id, coalesce(sum(goes.copies), 0)::bigint AS copies
FROM issue_insert
CROSS JOIN goes
LEFT JOIN route ON route.id = goes.route_id
LEFT JOIN place ON place.id = goes.place_id
WHERE issue_insert.issue_id = %(issue)s::bigint
  AND issue_insert.withdrawn_at IS NULL
  AND CASE issue_insert.goes_with
      WHEN 'routes' THEN route.number = ANY(issue_insert.places)
      WHEN 'postal_codes' THEN EXISTS (
          SELECT
          FROM unnest(issue_insert.places) AS wanted (beginning)
          WHERE starts_with(replace(place.postal_code, ' ', ''), wanted.beginning)
      )
      ELSE true
  END
GROUP BY issue_insert.id
