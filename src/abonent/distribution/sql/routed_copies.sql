-- The copies of issues with the route that brings them and, where they come with a name, whose. A route that names the door counts before
-- one of its street, that before one of its postal code.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, published_on date, outcome text, copies integer, place_id bigint,
--         receiver text, delivery_method text)
-- Reads   subscription, customer, route_stop, route_stretch
-- Writes  nothing
-- Feeds   distribution/freeze_copies, distribution/write_addendum, distribution/copies_on_routes, distribution/differences,
--         distribution/inserts_counted
-- Again   safe: a question
SELECT
    handed_over.subscription_id, handed_over.issue_id, handed_over.outcome, handed_over.copies, handed_over.place_id,
    handed_over.delivery_method, walked.route_id, walked.position,
    CASE
        WHEN handed_over.delivery_method = 'carrier' OR handed_over.outcome NOT IN ('comes', 'redirected', 'donated') THEN ''
        WHEN handed_over.outcome = 'comes' OR handed_over.receiver = '' THEN recipient.name
        ELSE handed_over.receiver
    END AS receiver,
    CASE WHEN handed_over.delivery_method <> 'carrier' AND handed_over.outcome = 'comes' THEN handed_over.receiver ELSE '' END AS care_of
FROM handed_over
JOIN subscription ON subscription.id = handed_over.subscription_id
JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
JOIN customer AS recipient ON recipient.id = subscriber.canonical_id
LEFT JOIN LATERAL (
    SELECT route_stretch.route_id, route_stop.position
    FROM route_stop
    JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
    WHERE route_stop.place_id = handed_over.place_id
      AND route_stretch.entity_id = subscription.entity_id
      AND route_stretch.delivery_method = handed_over.delivery_method
      AND route_stretch.during @> handed_over.published_on
      AND route_stretch.weekdays & (1 << (extract(isodow FROM handed_over.published_on)::integer - 1)) <> 0
    ORDER BY route_stretch.found_by
    LIMIT 1
) AS walked ON true
