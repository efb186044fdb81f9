-- Rows of a street register whose doors a stretch has already that is not the very same: by the route that has them. Where the file is the
-- whole register, whatever it does not have gives way.
-- Reads   staged_stretch, described_stretch, route_stretch, route
-- Feeds   imports/record_faults
SELECT DISTINCT ON (staged.line)
    staged.line, 'street' AS field, 'stretch.taken' AS code,
    jsonb_build_object(
        'route', route.number,
        'doors', CASE
            WHEN route_stretch.street = '' THEN route_stretch.postal_code
            WHEN route_stretch.from_number IS NULL AND route_stretch.to_number IS NULL THEN route_stretch.street
            ELSE concat(route_stretch.street, ' ', coalesce(route_stretch.from_number, 1), '–', route_stretch.to_number)
        END
    ) AS parameters
FROM staged_stretch AS staged
JOIN described_stretch ON described_stretch.batch_id = staged.batch_id AND described_stretch.line = staged.line
JOIN route_stretch
  ON route_stretch.finds = described_stretch.finds
 AND route_stretch.entity_id = described_stretch.entity_id
 AND route_stretch.delivery_method = described_stretch.delivery_method
 AND route_stretch.sides && described_stretch.sides
 AND route_stretch.numbers && described_stretch.numbers
 AND route_stretch.works_on && weekdays_of(described_stretch.weekdays)
 AND route_stretch.during && daterange(greatest(nullif(staged.begins, '')::date, %(today)s::date), NULL)
JOIN route ON route.id = route_stretch.route_id
WHERE staged.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
  AND staged.faults IS NULL
  AND staged.whole = ''
  AND NOT (
      route_stretch.sides = described_stretch.sides
      AND route_stretch.numbers = described_stretch.numbers
      AND route_stretch.weekdays = described_stretch.weekdays
      AND upper_inf(route_stretch.during)
  )
ORDER BY staged.line, route_stretch.id
