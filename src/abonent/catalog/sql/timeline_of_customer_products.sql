-- What customers were said to be to products of the viewer's companies, for their timeline.
-- Reads   customer_product_history, product, product_status, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT
    customer_product_history.pgh_created_at AS at,
    'products' AS chip,
    customer_product_history.pgh_id AS id,
    jsonb_build_object(
        'removed', customer_product_history.pgh_label = 'removed',
        'since', customer_product_history.since,
        'product', product.name,
        'product_id', product.id,
        'status', product_status.name,
        'source', customer_product_history.source,
        'note', customer_product_history.note
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM customer_product_history
JOIN product ON product.id = customer_product_history.product_id
JOIN product_status ON product_status.id = customer_product_history.status_id
LEFT JOIN pghistory_context ON pghistory_context.id = customer_product_history.pgh_context_id
LEFT JOIN staff_user ON staff_user.id = (pghistory_context.metadata ->> 'actor')::bigint
WHERE customer_product_history.customer_id = ANY(%(customers)s::bigint[])
  AND customer_product_history.pgh_label <> 'before'
  AND product.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
