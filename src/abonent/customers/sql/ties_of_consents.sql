-- The latest day on which each customer said how he may be contacted; of everybody where no people are named.
-- Reads   consent, customer
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT consent.customer_id, customer.country, NULL::bigint AS entity_id, max((consent.said_at AT TIME ZONE 'UTC')::date) AS latest_on
FROM consent
JOIN customer ON customer.id = consent.customer_id
WHERE %(people)s::bigint[] IS NULL OR consent.customer_id = ANY(%(people)s::bigint[])
GROUP BY consent.customer_id, customer.country
