-- Take away the rows of files of consents that say something of people.
-- Reads   nothing else
-- Writes  staged_consent
-- Again   safe: finds nothing the second time
DELETE FROM staged_consent
WHERE staged_consent.customer_id = ANY(%(people)s::bigint[])
