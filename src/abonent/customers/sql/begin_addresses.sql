-- Begin new addresses; a permanent one lasts until the next one that is already planned.
-- Reads   nothing
-- Writes  address, one row per customer, kind and first day
-- Takes   handed_over (customer_id bigint, kind text, temporary boolean, place_id bigint, care_of text, begins_on date, ends_on date)
-- Again   safe: an address that begins on the day is there by then
INSERT INTO address (customer_id, kind, temporary, place_id, care_of, during)
SELECT
    handed_over.customer_id, handed_over.kind, handed_over.temporary, handed_over.place_id, handed_over.care_of,
    daterange(handed_over.begins_on, least(handed_over.ends_on, (
        SELECT min(lower(planned.during))
        FROM address AS planned
        WHERE planned.customer_id = handed_over.customer_id
          AND planned.kind = handed_over.kind
          AND NOT planned.temporary
          AND NOT handed_over.temporary
          AND lower(planned.during) > handed_over.begins_on
    )))
FROM handed_over
WHERE NOT EXISTS (
    SELECT 1
    FROM address
    WHERE address.customer_id = handed_over.customer_id
      AND address.kind = handed_over.kind
      AND address.temporary = handed_over.temporary
      AND lower(address.during) = handed_over.begins_on
)
