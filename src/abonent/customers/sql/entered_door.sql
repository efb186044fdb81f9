-- The door that somebody entered, to be handed to a statement.
-- Reads   nothing
-- Feeds   customers/ensure_places
SELECT
    %(country)s::text AS country, %(postal_code)s::text AS postal_code, %(town)s::text AS town, %(street)s::text AS street,
    %(number)s::text AS number, %(staircase)s::text AS staircase, %(flat)s::text AS flat
