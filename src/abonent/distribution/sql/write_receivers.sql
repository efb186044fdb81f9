-- Write the people to whom a coverage distribution comes by name.
-- Takes   handed_over (customer_id bigint, place_id bigint, route_id bigint, position text, receiver text, care_of text, copies integer)
-- Reads   nothing
-- Writes  coverage_receiver, one row per person who gets it
-- Again   safe: a person is written once
INSERT INTO coverage_receiver (coverage_id, customer_id, place_id, route_id, position, receiver, care_of)
SELECT
    %(coverage)s::bigint, handed_over.customer_id, handed_over.place_id, handed_over.route_id, handed_over.position, handed_over.receiver,
    handed_over.care_of
FROM handed_over
WHERE handed_over.copies > 0
ON CONFLICT (coverage_id, customer_id) DO NOTHING
