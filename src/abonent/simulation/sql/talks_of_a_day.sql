-- What one in two hundred customers said on a day, or what was noted about him, in his language. The seed and the day choose.
-- Reads   customer
-- Writes  nothing
-- Again   safe: the same day gives the same talks
WITH talks AS (
    SELECT talk.*, count(*) OVER (PARTITION BY talk.language) AS known
    FROM jsonb_to_recordset(%(talks)s::jsonb) AS talk (place int, language text, kind text, direction text, result text, body text)
),
drawn AS (
    SELECT customer.id, customer.language,
        ('x' || substr(md5(concat_ws('/', customer.number, %(day)s::date, %(seed)s::int)), 1, 7))::bit(28)::int AS lot
    FROM customer
    WHERE customer.id = customer.canonical_id
)
SELECT
    drawn.id AS customer_id,
    talks.kind,
    talks.direction,
    '' AS subject,
    talks.body,
    talks.result,
    %(opens_at)s::timestamptz + (drawn.lot / 20000 %% 400) * interval '1 minute' AS happened_at,
    %(clerk)s::bigint AS recorded_by_id
FROM drawn
JOIN talks ON talks.language = drawn.language AND talks.place = drawn.lot / 200 %% talks.known
WHERE drawn.lot %% 200 = 0
