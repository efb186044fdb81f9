-- Give prices of a version new amounts.
-- Reads   price
-- Writes  price.unit_price, one row for each amount that differs
-- Again   safe: a price that is right is left alone
UPDATE price
SET unit_price = wanted.unit_price
FROM unnest(%(prices)s::bigint[], %(amounts)s::numeric[]) AS wanted (price_id, unit_price)
WHERE price.id = wanted.price_id
  AND price.version_id = %(version)s::bigint
  AND price.unit_price <> wanted.unit_price
