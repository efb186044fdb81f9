-- Let the stretches of a route be walked in the order in which they are named.
-- Reads   nothing
-- Writes  route_stretch.ordinal
-- Again   safe: what stands in its place is left alone
UPDATE route_stretch
SET ordinal = named.ordinal
FROM unnest(%(stretches)s::bigint[]) WITH ORDINALITY AS named (stretch_id, ordinal)
WHERE route_stretch.id = named.stretch_id
  AND route_stretch.ordinal <> named.ordinal
