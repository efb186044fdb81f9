-- The address that somebody entered, to be handed to a statement.
-- Reads   nothing
-- Feeds   customers/end_former_addresses, customers/correct_addresses, customers/begin_addresses
SELECT
    %(customer)s::bigint AS customer_id, %(kind)s::text AS kind, %(temporary)s::boolean AS temporary, %(place)s::bigint AS place_id,
    %(care_of)s::text AS care_of, %(begins_on)s::date AS begins_on, %(ends_on)s::date AS ends_on
