-- What is wrong with rows of a list of dwellings: as the reader found it, no whole address, the same door twice.
-- Reads   staged_door
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT staged_door.*, min(staged_door.line) OVER same_door AS first_line, max(staged_door.line) OVER same_door AS last_line
    FROM staged_door
    WHERE staged_door.batch_id = %(batch)s::bigint
    WINDOW same_door AS (PARTITION BY staged_door.door)
), found AS (
    SELECT staged.line, said.fault ->> 0 AS field, said.fault ->> 1 AS code, said.fault -> 2 AS parameters
    FROM staged
    CROSS JOIN LATERAL jsonb_array_elements(staged.faults) AS said (fault)
    WHERE staged.faults IS NOT NULL
    UNION ALL
    SELECT staged.line, 'postal_code', 'door.no_postal_code', '{}'::jsonb
    FROM staged
    WHERE staged.faults IS NULL AND staged.postal_code = ''
    UNION ALL
    SELECT staged.line, 'street', 'door.no_street', '{}'::jsonb
    FROM staged
    WHERE staged.faults IS NULL AND staged.street = ''
    UNION ALL
    SELECT staged.line, 'town', 'door.no_town', '{}'::jsonb
    FROM staged
    WHERE staged.faults IS NULL AND staged.town = ''
    UNION ALL
    SELECT
        staged.line, 'street', 'door.twice',
        jsonb_build_object('other', CASE WHEN staged.line = staged.first_line THEN staged.last_line ELSE staged.first_line END)
    FROM staged
    WHERE staged.faults IS NULL AND staged.first_line <> staged.last_line
)
SELECT found.line, found.field, found.code, found.parameters
FROM found
WHERE %(lines)s::integer[] IS NULL OR found.line = ANY(%(lines)s::integer[])
