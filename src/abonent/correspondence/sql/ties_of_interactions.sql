-- The latest day on which anything was said with each customer; of everybody where no people are named.
-- Reads   interaction, customer
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT interaction.customer_id, customer.country, NULL::bigint AS entity_id, max((interaction.happened_at AT TIME ZONE 'UTC')::date) AS latest_on
FROM interaction
JOIN customer ON customer.id = interaction.customer_id
WHERE %(people)s::bigint[] IS NULL OR interaction.customer_id = ANY(%(people)s::bigint[])
GROUP BY interaction.customer_id, customer.country
