-- Say of each customer and each way handed in whether he may be contacted by it, why, and under which number or address.
-- Reads   customer, consent, contact_point, address, refused_contact
-- Takes   handed_over (customer_id bigint)
WITH way AS (
    SELECT asked.channel, asked.purpose, asked.needs_consent, string_to_array(asked.persons_agree_in, ' ') AS persons_agree_in, asked.obeys_registers
    FROM unnest(
        %(channels)s::text[], %(purposes)s::text[], %(needs_consent)s::boolean[], %(persons_agree_in)s::text[], %(obeys_registers)s::boolean[]
    ) AS asked (channel, purpose, needs_consent, persons_agree_in, obeys_registers)
),
person AS (
    SELECT customer.id, customer.canonical_id, customer.kind, customer.country
    FROM handed_over
    JOIN customer ON customer.id = handed_over.customer_id
),
latest AS (
    SELECT DISTINCT ON (person.id, consent.channel, consent.purpose)
        person.id AS customer_id, consent.channel, consent.purpose, consent.said, consent.said_at, consent.source
    FROM person
    JOIN customer AS record ON record.canonical_id = person.canonical_id
    JOIN consent ON consent.customer_id = record.id
    JOIN way ON way.channel = consent.channel AND way.purpose = consent.purpose
    ORDER BY person.id, consent.channel, consent.purpose, consent.id DESC
),
weighed AS (
    SELECT
        person.id AS customer_id, way.channel, way.purpose, way.needs_consent, way.obeys_registers,
        person.kind = 'person' AND person.country = ANY (way.persons_agree_in) AS persons_agree,
        latest.said, latest.said_at, latest.source,
        CASE way.channel
            WHEN 'mail' THEN (
                SELECT 'address'
                FROM address
                WHERE address.customer_id = person.id AND address.during @> %(today)s::date
                LIMIT 1
            )
            ELSE (
                SELECT contact_point.normalised
                FROM contact_point
                WHERE contact_point.customer_id = person.id
                  AND contact_point.contact_person_id IS NULL
                  AND contact_point.valid
                  AND contact_point.preferred
                  AND contact_point.kind = ANY (CASE way.channel
                      WHEN 'email' THEN ARRAY['email']
                      WHEN 'sms' THEN ARRAY['mobile']
                      ELSE ARRAY['mobile', 'phone'] END)
                ORDER BY contact_point.kind
                LIMIT 1
            )
        END AS reached_by
    FROM person
    CROSS JOIN way
    LEFT JOIN latest ON latest.customer_id = person.id AND latest.channel = way.channel AND latest.purpose = way.purpose
),
reasoned AS (
    SELECT
        weighed.*,
        CASE
            WHEN weighed.said = 'withdrawn' THEN 'withdrawn'
            WHEN weighed.reached_by IS NULL THEN 'no_contact'
            WHEN weighed.said = 'given' THEN 'given'
            WHEN weighed.needs_consent OR weighed.persons_agree THEN 'not_asked'
            WHEN weighed.obeys_registers AND EXISTS (
                SELECT 1 FROM refused_contact WHERE refused_contact.normalised = weighed.reached_by
            ) THEN 'on_register'
            ELSE 'not_refused'
        END AS reason
    FROM weighed
)
SELECT
    reasoned.customer_id, reasoned.channel, reasoned.purpose, reasoned.reason IN ('given', 'not_refused') AS allowed, reasoned.reason,
    reasoned.reached_by, reasoned.said_at, reasoned.source
FROM reasoned
ORDER BY reasoned.customer_id, reasoned.purpose, reasoned.channel
