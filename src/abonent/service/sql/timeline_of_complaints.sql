-- What customers complained of about what they get, and what they were given, for their timeline.
-- Reads   delivery_complaint, issue_credit, issue, subscription, product, price_list, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT
    turned.at,
    'complaints' AS chip,
    turned.id,
    jsonb_build_object(
        'what', turned.what,
        'on', issue.published_on,
        'number', subscription.number,
        'product', product.name,
        'kind', delivery_complaint.kind,
        'gives', delivery_complaint.gives,
        'amount', issue_credit.amount,
        'currency', price_list.currency,
        'remark', delivery_complaint.remark,
        'complaint', delivery_complaint.id
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM subscription
JOIN delivery_complaint ON delivery_complaint.subscription_id = subscription.id
JOIN issue ON issue.id = delivery_complaint.issue_id
JOIN product ON product.id = subscription.product_id
JOIN price_list ON price_list.id = subscription.price_list_id
LEFT JOIN issue_credit ON issue_credit.id = delivery_complaint.credit_id
CROSS JOIN LATERAL (VALUES
    (delivery_complaint.id, delivery_complaint.reported_at, 'complained', delivery_complaint.reported_by_id),
    (-delivery_complaint.id, delivery_complaint.withdrawn_at, 'withdrawn', delivery_complaint.withdrawn_by_id)
) AS turned (id, at, what, by_id)
LEFT JOIN staff_user ON staff_user.id = turned.by_id
WHERE turned.at IS NOT NULL
  AND subscription.id IN (
      SELECT received.id FROM subscription AS received WHERE received.subscriber_id = ANY(%(customers)s::bigint[])
      UNION
      SELECT paid.id FROM subscription AS paid WHERE paid.payer_id = ANY(%(customers)s::bigint[])
  )
  AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
