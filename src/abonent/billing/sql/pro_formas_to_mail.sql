-- Pro formas that are named, with the address of the payer that he likes best.
-- Reads   pro_forma, customer, contact_point
-- Writes  nothing
-- Feeds   correspondence/queue_messages
-- Again   safe: a question
SELECT pro_forma.id AS source_id, pro_forma.entity_id, payer.canonical_id AS customer_id, reached.value AS address, pro_forma.language,
       jsonb_build_object(
           'number', pro_forma.document_number, 'seller', pro_forma.seller ->> 'name', 'name', pro_forma.buyer ->> 'name',
           'total', pro_forma.total, 'currency', pro_forma.currency, 'valid_until', pro_forma.valid_until
       ) AS said
FROM pro_forma
JOIN customer AS payer ON payer.id = pro_forma.payer_id
CROSS JOIN LATERAL (
    SELECT contact_point.value
    FROM contact_point
    WHERE contact_point.customer_id = payer.canonical_id
      AND contact_point.kind = 'email'
      AND contact_point.valid
    ORDER BY contact_point.contact_person_id NULLS FIRST, contact_point.preferred DESC, contact_point.id
    LIMIT 1
) AS reached
WHERE pro_forma.id = ANY(%(pro_formas)s::bigint[])
