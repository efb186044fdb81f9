-- The journal entry of each payment of a plan that was written.
-- Reads   matching_plan, payment, bank_line, customer
-- Writes  nothing: it is handed over to post_entries
-- Again   safe
SELECT matching_plan.entry_id, payment.entity_id, payment.received_on AS posted_on, 'payment' AS kind, payment.id AS source_id,
       coalesce(nullif(payment.remark, ''), nullif(bank_line.counterpart_name, ''), customer.name) AS text, payment.run_id
FROM matching_plan
JOIN payment ON payment.id = matching_plan.payment_id
JOIN customer ON customer.id = payment.customer_id
LEFT JOIN bank_line ON bank_line.id = payment.bank_line_id
WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
