-- Shares of revenue that do not make 100 percent.
-- Reads   revenue_share, product
-- Writes  nothing
-- Again   safe
SELECT product.code, revenue_share.from_on, sum(revenue_share.percent) AS percent
FROM revenue_share
JOIN product ON product.id = revenue_share.product_id
GROUP BY product.code, revenue_share.product_id, revenue_share.customer_id, revenue_share.from_on
HAVING sum(revenue_share.percent) <> 100
ORDER BY product.code, revenue_share.from_on
LIMIT 100
