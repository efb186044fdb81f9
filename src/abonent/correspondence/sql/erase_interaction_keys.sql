-- Take away the keys that other systems know notes about people by.
-- Reads   interaction
-- Writes  interaction_key
-- Again   safe: finds nothing the second time
DELETE FROM interaction_key
USING interaction
WHERE interaction.id = interaction_key.interaction_id
  AND interaction.customer_id = ANY(%(people)s::bigint[])
