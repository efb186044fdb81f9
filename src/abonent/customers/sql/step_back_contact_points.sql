-- Let the preferred contact point of a kind step back for the one that is to be preferred from now on.
-- Reads   nothing
-- Writes  contact_point.preferred
-- Takes   handed_over (customer_id bigint, kind text, value text, normalised text)
-- Again   safe: the one to be preferred is left alone
UPDATE contact_point
SET preferred = false
FROM handed_over
WHERE contact_point.customer_id = handed_over.customer_id
  AND contact_point.kind = handed_over.kind
  AND contact_point.contact_person_id IS NULL
  AND contact_point.preferred
  AND contact_point.normalised <> handed_over.normalised
