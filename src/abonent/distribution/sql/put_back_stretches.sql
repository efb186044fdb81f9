-- Let the stretches that a street register has ended, taken away or moved in their walks be again as they were.
-- Reads   imported_row, route
-- Writes  route_stretch
-- Again   safe: what is as it was is left alone
INSERT INTO route_stretch (
    id, route_id, ordinal, entity_id, delivery_method, weekdays, country, postal_code, street, side, from_number, to_number, downwards,
    place_id, during
)
SELECT
    imported_row.subject_id, route.id, (imported_row.before ->> 'ordinal')::integer, route.entity_id, route.delivery_method, route.weekdays,
    imported_row.before ->> 'country', imported_row.before ->> 'postal_code', imported_row.before ->> 'street', imported_row.before ->> 'side',
    (imported_row.before ->> 'from_number')::integer, (imported_row.before ->> 'to_number')::integer,
    (imported_row.before ->> 'downwards')::boolean, (imported_row.before ->> 'place_id')::bigint, (imported_row.before ->> 'during')::daterange
FROM imported_row
JOIN route ON route.id = (imported_row.before ->> 'route_id')::bigint
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, during = excluded.during
WHERE (route_stretch.ordinal, route_stretch.during) IS DISTINCT FROM (excluded.ordinal, excluded.during)
