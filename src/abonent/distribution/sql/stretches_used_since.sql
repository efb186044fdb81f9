-- All that a street register brought and changed, if one of its routes was changed since: a walk is taken back whole or not at all.
-- Reads   imported_row, import_batch, route_stretch_history, route_stretch, route
-- Feeds   imports/keep_used_rows
WITH mine AS MATERIALIZED (
    SELECT imported_row.subject_id, coalesce((imported_row.before ->> 'route_id')::bigint, route_stretch.route_id) AS route_id
    FROM imported_row
    LEFT JOIN route_stretch ON route_stretch.id = imported_row.subject_id
    WHERE imported_row.batch_id = %(batch)s::bigint
), changed AS (
    SELECT route_stretch_history.route_id
    FROM import_batch
    JOIN route_stretch_history ON route_stretch_history.pgh_created_at > import_batch.committed_at
    WHERE import_batch.id = %(batch)s::bigint
    UNION
    SELECT mine.route_id
    FROM mine
    JOIN imported_row AS later ON later.subject_id = mine.subject_id AND later.batch_id > %(batch)s::bigint AND later.kept IS NULL
    JOIN import_batch ON import_batch.id = later.batch_id AND import_batch.kind = %(kind)s::text
), first_changed AS (
    SELECT min(route.number) AS number
    FROM mine
    JOIN changed ON changed.route_id = mine.route_id
    JOIN route ON route.id = mine.route_id
)
SELECT mine.subject_id, 'used.route_changed' AS code, jsonb_build_object('route', first_changed.number) AS parameters
FROM mine
CROSS JOIN first_changed
WHERE first_changed.number IS NOT NULL
