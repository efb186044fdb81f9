-- Terms that name something that does not exist: their keys are not enforced row by row.
-- Reads   term, subscription, product, price_list_version, price_trace
-- Writes  nothing
-- Again   safe
SELECT term.id AS term_id, missing.what AS missing
FROM term
LEFT JOIN subscription ON subscription.id = term.subscription_id
LEFT JOIN product ON product.id = term.product_id
LEFT JOIN price_list_version ON price_list_version.id = term.price_list_version_id
LEFT JOIN price_trace ON price_trace.id = term.trace_id
CROSS JOIN LATERAL (
    VALUES
        (subscription.id IS NULL, 'subscription'), (product.id IS NULL, 'product'),
        (price_list_version.id IS NULL, 'price list'), (price_trace.id IS NULL, 'trace')
) AS missing (is_missing, what)
WHERE missing.is_missing
ORDER BY term.id
LIMIT 100
