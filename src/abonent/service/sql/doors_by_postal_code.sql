-- Each door with its postal code.
-- Reads   place
-- Writes  nothing
-- Feeds   service/quality_of_delivery
-- Again   safe: a question
SELECT place.id AS place_id, concat(place.country, ' ', place.postal_code) AS area
FROM place
