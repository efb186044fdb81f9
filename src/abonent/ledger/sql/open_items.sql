-- What customers owe, oldest due day first; of each person, merged customers included, the oldest sixty items.
-- Reads   customer, receivable, open_receivable, open_part, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT person.customer_id, item.receivable_id, item.entity_id, item.currency, item.document_number, item.due_on, item.open_amount
FROM unnest(%(customers)s::bigint[]) AS person (customer_id)
CROSS JOIN LATERAL (
    SELECT receivable.id AS receivable_id, receivable.entity_id, receivable.currency, receivable.document_number,
           coalesce(
               (SELECT min(open_part.due_on) FROM open_part WHERE open_part.receivable_id = receivable.id), receivable.due_on
           ) AS due_on,
           open_receivable.open_amount
    FROM customer
    JOIN receivable ON receivable.customer_id = customer.id
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id AND open_receivable.open_amount > 0
    WHERE customer.canonical_id = person.customer_id
      AND receivable.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
    ORDER BY due_on, receivable.id
    LIMIT 60
) AS item
ORDER BY person.customer_id, item.due_on, item.receivable_id
