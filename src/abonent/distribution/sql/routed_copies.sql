-- The copies of issues with the route that brings them and, where they come with a name, whose. A route that names the door counts before
-- one of its street, that before one of its postal code; of each of these a door has one at most.
-- The end is parted by OFFSET 0 from what is asked of it: a condition on what becomes of copies would be taken for a rarity, and every copy
-- be looked up by itself.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, published_on date, outcome text, copies integer, place_id bigint,
--         receiver text, delivery_method text, entity_id bigint, recipient_id bigint)
-- Reads   customer, route_stop, route_stretch
-- Writes  nothing
-- Feeds   distribution/freeze_copies, distribution/write_addendum, distribution/copies_on_routes, distribution/differences,
--         distribution/inserts_counted
-- Again   safe: a question
SELECT DISTINCT ON (handed_over.subscription_id, handed_over.issue_id)
    handed_over.subscription_id, handed_over.issue_id, handed_over.outcome, handed_over.copies, handed_over.place_id,
    handed_over.delivery_method, walked.route_id, walked.position,
    CASE
        WHEN handed_over.delivery_method = 'carrier' OR handed_over.outcome NOT IN ('comes', 'redirected', 'donated') THEN ''
        WHEN handed_over.outcome = 'comes' OR handed_over.receiver = '' THEN (
            SELECT recipient.name FROM customer AS recipient WHERE recipient.id = handed_over.recipient_id
        )
        ELSE handed_over.receiver
    END AS receiver,
    CASE WHEN handed_over.delivery_method <> 'carrier' AND handed_over.outcome = 'comes' THEN handed_over.receiver ELSE '' END AS care_of
FROM handed_over
LEFT JOIN (
    SELECT
        route_stop.place_id, route_stop.position, route_stretch.route_id, route_stretch.entity_id, route_stretch.delivery_method,
        route_stretch.during, route_stretch.weekdays, route_stretch.found_by
    FROM route_stop
    JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
) AS walked
  ON walked.place_id = handed_over.place_id
 AND walked.entity_id = handed_over.entity_id
 AND walked.delivery_method = handed_over.delivery_method
 AND walked.during @> handed_over.published_on
 AND walked.weekdays & (1 << (extract(isodow FROM handed_over.published_on)::integer - 1)) <> 0
ORDER BY handed_over.subscription_id, handed_over.issue_id, walked.found_by
OFFSET 0
