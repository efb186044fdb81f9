-- Give rows of a list that were set aside their place in the file that was just read: where all cells are the same, in their order.
-- Reads   nothing else
-- Writes  list_row, the place and what was read of it; of who is erased the place alone
-- Again   safe: a row that has its place is not looked for
WITH former AS (
    SELECT
        list_row.id, said.cells_hash,
        row_number() OVER (PARTITION BY said.cells_hash ORDER BY list_row.line DESC NULLS LAST, list_row.id) AS turn
    FROM list_row
    CROSS JOIN LATERAL (
        SELECT CASE WHEN list_row.emptied_at IS NULL THEN md5(list_row.cells::text) ELSE list_row.erased_as END AS cells_hash
    ) AS said
    WHERE list_row.external_list_id = %(external_list)s::bigint
      AND (list_row.line < 0 OR list_row.line IS NULL)
),
present AS (
    SELECT
        list_row.*, md5(list_row.cells::text) AS cells_hash,
        row_number() OVER (PARTITION BY md5(list_row.cells::text) ORDER BY list_row.line) AS turn
    FROM list_row
    WHERE list_row.external_list_id = %(external_list)s::bigint
      AND list_row.line BETWEEN 1 AND 999999999
),
same AS (
    SELECT former.id AS former_id, present.*
    FROM former
    JOIN present ON present.cells_hash = former.cells_hash AND present.turn = former.turn
),
erased AS (
    UPDATE list_row
    SET line = same.line + 1000000000
    FROM same
    WHERE list_row.id = same.former_id
      AND list_row.emptied_at IS NOT NULL
    RETURNING list_row.id
)
UPDATE list_row
SET line = same.line + 1000000000,
    kind = same.kind, given_name = same.given_name, family_name = same.family_name, organisation_name = same.organisation_name,
    country_assumed = same.country_assumed, care_of = same.care_of, street = same.street, number = same.number,
    staircase = same.staircase, flat = same.flat, postal_code = same.postal_code, town = same.town,
    mobile = same.mobile, mobile_normalised = same.mobile_normalised, phone = same.phone, phone_normalised = same.phone_normalised,
    email = same.email, email_normalised = same.email_normalised, faults = same.faults
FROM same
WHERE list_row.id = same.former_id
  AND list_row.emptied_at IS NULL
