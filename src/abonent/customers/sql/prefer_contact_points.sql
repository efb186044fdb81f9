-- Have the contact points handed over, each the preferred one of its kind; one that is known gets its new writing.
-- Reads   nothing
-- Writes  contact_point, one row per customer, kind and normalised value
-- Takes   handed_over (customer_id bigint, kind text, value text, normalised text)
-- Again   safe: rows that say the same are left alone
INSERT INTO contact_point (customer_id, kind, value, normalised, preferred, valid)
SELECT handed_over.customer_id, handed_over.kind, handed_over.value, handed_over.normalised, true, true
FROM handed_over
ON CONFLICT (customer_id, kind, normalised, contact_person_id) DO UPDATE
SET preferred = true, value = excluded.value
WHERE NOT contact_point.preferred OR contact_point.value <> excluded.value
