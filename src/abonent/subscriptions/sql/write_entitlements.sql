-- Write down what may be read by whom, on which days.
-- Takes   handed_over (subscription_id bigint)
-- Reads   entitlement_due
-- Writes  entitlement
-- Again   safe: what is there is left alone
INSERT INTO entitlement (subscription_id, source, customer_id, network, product_id, edition_id, during)
SELECT due.subscription_id, due.source, due.customer_id, due.network, due.product_id, due.edition_id, due.during
FROM handed_over
CROSS JOIN LATERAL (
    -- OFFSET keeps the view a question about this one subscription.
    SELECT * FROM entitlement_due WHERE entitlement_due.subscription_id = handed_over.subscription_id OFFSET 0
) AS due
WHERE NOT isempty(due.during)
ON CONFLICT (subscription_id, source, customer_id, network, product_id, edition_id, begins_on) DO NOTHING
