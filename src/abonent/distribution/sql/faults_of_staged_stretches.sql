-- What is wrong with rows of a street register: as the reader found it, of a route or depot that is not there, of one that is otherwise,
-- a door without its town, the same doors twice.
-- Reads   staged_stretch, described_stretch, route
-- Feeds   imports/record_faults
WITH staged AS MATERIALIZED (
    SELECT
        staged_stretch.*, described_stretch.companies, described_stretch.routes, described_stretch.entity_id, described_stretch.delivery_method,
        described_stretch.depot_id, described_stretch.same_doors, described_stretch.sides, described_stretch.numbers,
        weekdays_of(described_stretch.weekdays) AS works_on, described_stretch.route_id AS known_id,
        %(lines)s::integer[] IS NULL OR staged_stretch.line = ANY(%(lines)s::integer[]) AS is_asked
    FROM staged_stretch
    JOIN described_stretch ON described_stretch.batch_id = staged_stretch.batch_id AND described_stretch.line = staged_stretch.line
    WHERE staged_stretch.batch_id = %(batch)s::bigint
), readable AS (
    SELECT * FROM staged WHERE staged.faults IS NULL AND staged.entity_id IS NOT NULL
), beside AS (
    SELECT staged.line, min(other.line) AS other
    FROM readable AS staged
    JOIN readable AS other
      ON other.same_doors = staged.same_doors
     AND other.entity_id = staged.entity_id
     AND other.delivery_method = staged.delivery_method
     AND other.sides && staged.sides
     AND other.numbers && staged.numbers
     AND other.works_on && staged.works_on
     AND other.line <> staged.line
    GROUP BY staged.line
), added AS (
    SELECT staged.entity_id, staged.route, min(staged.line) AS line, count(DISTINCT (staged.weekdays, staged.method, staged.depot)) AS ways
    FROM readable AS staged
    WHERE staged.known_id IS NULL
    GROUP BY staged.entity_id, staged.route
), found AS (
    SELECT staged.line, said.fault ->> 0 AS field, said.fault ->> 1 AS code, said.fault -> 2 AS parameters
    FROM staged
    CROSS JOIN LATERAL jsonb_array_elements(staged.faults) AS said (fault)
    WHERE staged.faults IS NOT NULL
    UNION ALL
    SELECT staged.line, 'route', 'stretch.no_route', '{}'::jsonb
    FROM staged
    WHERE staged.route = ''
    UNION ALL
    SELECT staged.line, 'company', 'stretch.company_unknown', jsonb_build_object('value', staged.company)
    FROM staged
    WHERE staged.companies = 0
    UNION ALL
    SELECT staged.line, 'route', 'stretch.routes', jsonb_build_object('route', staged.route)
    FROM staged
    WHERE staged.route <> '' AND (staged.routes > 1 OR staged.routes = 0 AND staged.companies > 1)
    UNION ALL
    SELECT staged.line, 'route', 'stretch.route_unknown', jsonb_build_object('route', staged.route)
    FROM staged
    WHERE staged.route <> '' AND staged.routes = 0 AND staged.companies = 1 AND staged.new_routes = ''
    UNION ALL
    SELECT staged.line, 'route', 'stretch.route_differs', jsonb_build_object('route', staged.route, 'other', added.line)
    FROM staged
    JOIN added ON added.entity_id = staged.entity_id AND added.route = staged.route
    WHERE staged.known_id IS NULL AND added.ways > 1
    UNION ALL
    SELECT staged.line, 'weekdays', 'stretch.other_weekdays', jsonb_build_object('route', route.number)
    FROM staged
    JOIN route ON route.id = staged.known_id
    WHERE staged.weekdays <> '' AND staged.weekdays::integer <> route.weekdays
    UNION ALL
    SELECT staged.line, 'method', 'stretch.other_method', jsonb_build_object('route', route.number)
    FROM staged
    JOIN route ON route.id = staged.known_id
    WHERE staged.method <> '' AND staged.method <> route.delivery_method
    UNION ALL
    SELECT
        staged.line, 'depot', CASE WHEN staged.depot_id IS NULL THEN 'stretch.depot_unknown' ELSE 'stretch.other_depot' END,
        jsonb_build_object('route', staged.route, 'value', staged.depot)
    FROM staged
    LEFT JOIN route ON route.id = staged.known_id
    WHERE staged.depot <> '' AND staged.entity_id IS NOT NULL AND (staged.depot_id IS NULL OR route.depot_id <> staged.depot_id)
    UNION ALL
    SELECT staged.line, 'town', 'stretch.door_needs_town', jsonb_build_object('number', staged.number)
    FROM staged
    WHERE staged.number <> '' AND staged.town = ''
    UNION ALL
    SELECT beside.line, 'street', 'stretch.twice', jsonb_build_object('other', beside.other)
    FROM beside
)
SELECT found.line, found.field, found.code, found.parameters
FROM found
JOIN staged ON staged.line = found.line
WHERE staged.is_asked
