-- Who lives at the door of a customer on a day, is reached by his telephone, or is said to be of his household or family, each with
-- why; those who are said so first. Only whom the viewer sees.
-- Reads   address, contact_point, relationship, customer, staff_user, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH signs AS (
    SELECT neighbours.customer_id, 'door' AS sign
    FROM address
    JOIN address AS neighbours ON neighbours.place_id = address.place_id
    WHERE address.customer_id = ANY (%(customers)s::bigint[])
      AND address.kind = 'delivery' AND address.during @> %(today)s::date
      AND neighbours.kind = 'delivery' AND neighbours.during @> %(today)s::date
    UNION ALL
    SELECT sharers.customer_id, 'telephone'
    FROM contact_point
    JOIN contact_point AS sharers ON sharers.normalised = contact_point.normalised AND sharers.kind IN ('mobile', 'phone')
    WHERE contact_point.customer_id = ANY (%(customers)s::bigint[])
      AND contact_point.kind IN ('mobile', 'phone') AND contact_point.contact_person_id IS NULL AND sharers.contact_person_id IS NULL
    UNION ALL
    SELECT CASE WHEN relationship.customer_id = ANY (%(customers)s::bigint[]) THEN relationship.other_id ELSE relationship.customer_id END,
           relationship.kind
    FROM relationship
    WHERE relationship.kind IN ('household', 'family')
      AND (relationship.customer_id = ANY (%(customers)s::bigint[]) OR relationship.other_id = ANY (%(customers)s::bigint[]))
)
SELECT kept.id, kept.number, kept.name, kept.kind = 'organisation' AS is_organisation, array_agg(DISTINCT signs.sign) AS signs,
       count(*) OVER () AS people
FROM signs
JOIN customer ON customer.id = signs.customer_id
JOIN customer AS kept ON kept.id = customer.canonical_id
WHERE NOT (customer.id = ANY (%(customers)s::bigint[]))
  AND (
      (SELECT staff_user.reach = 'everything' FROM staff_user WHERE staff_user.id = %(viewer)s::bigint)
      OR kept.id IN (SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint)
  )
GROUP BY kept.id, kept.number, kept.name, kept.kind
ORDER BY bool_or(signs.sign IN ('household', 'family')) DESC, kept.name, kept.id
LIMIT %(limit)s::int
