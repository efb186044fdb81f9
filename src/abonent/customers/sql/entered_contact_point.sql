-- The contact point that somebody entered, to be handed to a statement.
-- Reads   nothing
-- Feeds   customers/step_back_contact_points, customers/prefer_contact_points
SELECT %(customer)s::bigint AS customer_id, %(kind)s::text AS kind, %(value)s::text AS value, %(normalised)s::text AS normalised
