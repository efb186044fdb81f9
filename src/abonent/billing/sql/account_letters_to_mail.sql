-- Letters about accounts that go by e-mail, with the address of the customer that he likes best; all of a run that are to go so, or those
-- that are named.
-- Reads   account_letter, legal_entity, customer, contact_point
-- Writes  nothing
-- Feeds   correspondence/queue_messages
-- Again   safe: a question
SELECT account_letter.id AS source_id, account_letter.entity_id, customer.canonical_id AS customer_id, reached.value AS address,
       account_letter.language,
       jsonb_build_object(
           'letter', account_letter.kind, 'seller', legal_entity.name, 'name', customer.name, 'balance', account_letter.balance,
           'currency', account_letter.currency, 'from_on', account_letter.from_on, 'as_of', account_letter.as_of
       ) AS said
FROM account_letter
JOIN legal_entity ON legal_entity.id = account_letter.entity_id
JOIN customer ON customer.id = account_letter.customer_id
CROSS JOIN LATERAL (
    SELECT contact_point.value
    FROM contact_point
    WHERE contact_point.customer_id = customer.canonical_id
      AND contact_point.kind = 'email'
      AND contact_point.valid
    ORDER BY contact_point.contact_person_id NULLS FIRST, contact_point.preferred DESC, contact_point.id
    LIMIT 1
) AS reached
WHERE CASE
    WHEN %(run)s::bigint IS NULL THEN account_letter.id = ANY(%(letters)s::bigint[])
    ELSE account_letter.run_id = %(run)s::bigint AND account_letter.channel = 'email'
END
