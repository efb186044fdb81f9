-- The files of payment orders that still have their content, though the law lets go of every refund in them.
-- Reads   payment_order, payment_order_file, legal_entity, country_rule, stored_file
-- Writes  nothing
-- Again   safe: a question
SELECT payment_order_file.stored_file_id
FROM payment_order_file
JOIN stored_file ON stored_file.id = payment_order_file.stored_file_id AND stored_file.size > 0
JOIN payment_order ON payment_order.id = payment_order_file.order_id
JOIN legal_entity ON legal_entity.id = payment_order.entity_id
LEFT JOIN LATERAL (
    SELECT (country_rule.value)::int AS years
    FROM country_rule
    WHERE country_rule.country = legal_entity.country
      AND country_rule.key = 'retention.voucher_years'
      AND country_rule.valid_from <= %(today)s::date
    ORDER BY country_rule.valid_from DESC
    LIMIT 1
) AS rule ON true
WHERE extract(year FROM payment_order.execute_on) + coalesce(rule.years, %(usual_years)s::int) < extract(year FROM %(today)s::date)
