-- Documents that go by e-mail, with the address of the payer that he likes best; all of a run that are to go so, or those that are named.
-- Reads   invoice, billing_plan, customer, contact_point
-- Writes  nothing
-- Feeds   correspondence/queue_messages
-- Again   safe: a question
SELECT invoice.id AS source_id, invoice.entity_id, payer.canonical_id AS customer_id, reached.value AS address, invoice.language,
       jsonb_build_object(
           'document', invoice.kind, 'number', invoice.document_number, 'seller', invoice.seller ->> 'name',
           'name', invoice.buyer ->> 'name', 'total', invoice.total, 'currency', invoice.currency, 'due_on', invoice.due_on,
           'reference', invoice.reference, 'country', invoice.seller ->> 'country'
       ) AS said
FROM invoice
JOIN customer AS payer ON payer.id = invoice.payer_id
CROSS JOIN LATERAL (
    SELECT contact_point.value
    FROM contact_point
    WHERE contact_point.customer_id = payer.canonical_id
      AND contact_point.kind = 'email'
      AND contact_point.valid
    ORDER BY contact_point.contact_person_id NULLS FIRST, contact_point.preferred DESC, contact_point.id
    LIMIT 1
) AS reached
WHERE CASE
    WHEN %(run)s::bigint IS NULL THEN invoice.id = ANY(%(invoices)s::bigint[])
    ELSE invoice.channel = 'email'
     AND invoice.id IN (SELECT billing_plan.invoice_id FROM billing_plan WHERE billing_plan.run_id = %(run)s::bigint)
END
