-- The telephones, e-mail and web addresses of customers of a batch who are reached otherwise than before.
-- Reads   staged_customer, staged_customer_match
-- Feeds   customers/step_back_contact_points
SELECT staged_customer_match.customer_id, point.kind, point.value, point.normalised
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
CROSS JOIN LATERAL (VALUES
    ('mobile', staged_customer.mobile, staged_customer.mobile_normalised),
    ('phone', staged_customer.phone, staged_customer.phone_normalised),
    ('email', staged_customer.email, staged_customer.email_normalised),
    ('web', staged_customer.web, staged_customer.web_normalised)
) AS point (kind, value, normalised)
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_reached_otherwise
  AND point.normalised <> ''
