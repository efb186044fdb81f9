-- What some records of a customer were said to be to a product of the viewer's companies, latest first.
-- Reads   customer_product_history, product, product_status, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT
    customer_product_history.pgh_created_at AS at,
    customer_product_history.pgh_label = 'removed' AS is_removed,
    product_status.name AS status,
    customer_product_history.since,
    coalesce(nullif(trim(concat(seller.first_name, ' ', seller.last_name)), ''), seller.username, '') AS seller,
    customer_product_history.source,
    customer_product_history.note,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM customer_product_history
JOIN product ON product.id = customer_product_history.product_id
JOIN product_status ON product_status.id = customer_product_history.status_id
LEFT JOIN staff_user AS seller ON seller.id = customer_product_history.seller_id
LEFT JOIN pghistory_context ON pghistory_context.id = customer_product_history.pgh_context_id
LEFT JOIN staff_user ON staff_user.id = (pghistory_context.metadata ->> 'actor')::bigint
WHERE customer_product_history.customer_id = ANY(%(customers)s::bigint[])
  AND customer_product_history.product_id = %(product)s::bigint
  AND customer_product_history.pgh_label <> 'before'
  AND product.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
ORDER BY customer_product_history.pgh_id DESC
LIMIT 50
