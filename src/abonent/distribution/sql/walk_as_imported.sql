-- Let the stretches of the routes that a street register changes be walked as it says: by its ordinals or, where it is the whole register, in
-- the order of its rows. What it does not order stays where it is, what is new comes last, and what has ended behind that.
-- Reads   imported_row, staged_stretch
-- Writes  route_stretch.ordinal
-- Again   safe: what stands in its place is left alone
WITH walked AS (
    SELECT
        route_stretch.id,
        row_number() OVER (
            PARTITION BY route_stretch.route_id
            ORDER BY
                NOT upper_inf(route_stretch.during),
                CASE
                    WHEN staged.ordinal <> '' THEN staged.ordinal::integer
                    WHEN staged.whole <> '' THEN staged.line
                    WHEN staged.new_id IS NOT NULL THEN 1000000 + staged.line
                    ELSE route_stretch.ordinal
                END,
                staged.line, route_stretch.ordinal
        ) AS ordinal
    FROM imported_row
    JOIN route_stretch ON route_stretch.id = imported_row.subject_id
    LEFT JOIN staged_stretch AS staged
      ON staged.batch_id = imported_row.batch_id AND coalesce(staged.new_id, staged.stretch_id) = route_stretch.id
    WHERE imported_row.batch_id = %(batch)s::bigint
)
UPDATE route_stretch
SET ordinal = walked.ordinal
FROM walked
WHERE route_stretch.id = walked.id
  AND route_stretch.ordinal <> walked.ordinal
