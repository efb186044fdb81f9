-- Write the pieces of a consignment: those of its run that have an address and went with no other.
-- Takes   handed_over (of_id bigint, customer_id bigint, subscription_id bigint, place_id bigint, receiver text, care_of text, number text)
-- Reads   nothing
-- Writes  consigned_piece, one row per piece that goes
-- Again   safe: a piece goes once
INSERT INTO consigned_piece (consignment_id, kind, of_id, customer_id, subscription_id, place_id, receiver, care_of, number)
SELECT
    %(consignment)s::bigint, %(kind)s::text, handed_over.of_id, handed_over.customer_id, handed_over.subscription_id, handed_over.place_id,
    handed_over.receiver, handed_over.care_of, handed_over.number
FROM handed_over
WHERE handed_over.place_id IS NOT NULL
ON CONFLICT (kind, of_id) DO NOTHING
