-- Money that customers paid or got back, for their timeline, with the documents it settled.
-- Reads   payment, allocation, receivable, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT
    payment.booked_at AS at,
    'payments' AS chip,
    payment.id,
    jsonb_build_object(
        'amount', payment.amount,
        'currency', payment.currency,
        'method', payment.method,
        'received_on', payment.received_on,
        'returns', payment.returns_id IS NOT NULL,
        'settled', (
            SELECT string_agg(DISTINCT receivable.document_number, ', ' ORDER BY receivable.document_number)
            FROM allocation
            JOIN receivable ON receivable.id = allocation.receivable_id
            WHERE allocation.payment_id = payment.id
              AND allocation.amount > 0
              AND NOT EXISTS (SELECT FROM allocation AS reversal WHERE reversal.reverses_id = allocation.id)
        )
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM payment
LEFT JOIN staff_user ON staff_user.id = payment.booked_by_id
WHERE payment.customer_id = ANY(%(customers)s::bigint[])
  AND payment.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
