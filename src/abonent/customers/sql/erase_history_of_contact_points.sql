-- Take away what the contact points of people were.
-- Reads   nothing else
-- Writes  contact_point_history
-- Again   safe: finds nothing the second time
DELETE FROM contact_point_history
WHERE contact_point_history.customer_id = ANY(%(people)s::bigint[])
