-- Hold the routes whose stretches a street register has changed, so that nobody cuts them while it is taken back.
-- Reads   imported_row, route_stretch, route
SELECT route.id
FROM route
WHERE route.id IN (
    SELECT coalesce((imported_row.before ->> 'route_id')::bigint, route_stretch.route_id)
    FROM imported_row
    LEFT JOIN route_stretch ON route_stretch.id = imported_row.subject_id
    WHERE imported_row.batch_id = %(batch)s::bigint
)
ORDER BY route.id
FOR UPDATE OF route
