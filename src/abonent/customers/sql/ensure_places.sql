-- Have a place for every door handed over; a door that exists, however it is spelt there, is left as it is.
-- Reads   nothing
-- Writes  place, one row per new door
-- Takes   handed_over (country text, postal_code text, town text, street text, number text, staircase text, flat text)
-- Again   safe: by then every door exists
INSERT INTO place (country, postal_code, town, street, number, staircase, flat)
SELECT
    handed_over.country, handed_over.postal_code, handed_over.town, handed_over.street,
    handed_over.number, handed_over.staircase, handed_over.flat
FROM handed_over
ON CONFLICT (door) DO NOTHING
