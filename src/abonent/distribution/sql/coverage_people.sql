-- Of the people of an area, to whom a coverage distribution comes by name: those it is meant for who have not said no to offers by mail, each
-- once or one of each household. Of a household that is meant, and it reads when one of it does, who reads himself comes first, then who is
-- known longest; who refuses, refuses for himself.
-- Takes   handed_over (customer_id bigint, receiver text, care_of text, place_id bigint, route_id bigint, position text, reads boolean,
--         household text)
-- Reads   customer, consent
-- Writes  nothing
-- Feeds   distribution/sum_coverage, distribution/write_receivers
-- Again   safe: a question
WITH asked AS (
    SELECT
        handed_over.customer_id, coalesce(latest.said = 'withdrawn', false) AS refuses,
        CASE WHEN %(one_of_a_household)s::boolean THEN handed_over.household ELSE handed_over.customer_id::text END AS once
    FROM handed_over
    LEFT JOIN LATERAL (
        SELECT consent.said
        FROM customer AS record
        JOIN consent ON consent.customer_id = record.id
        WHERE record.canonical_id = handed_over.customer_id AND consent.channel = 'mail' AND consent.purpose = 'marketing'
        ORDER BY consent.id DESC
        LIMIT 1
    ) AS latest ON true
), lined_up AS (
    SELECT
        asked.customer_id, asked.refuses,
        CASE %(readers)s::text
            WHEN 'without' THEN NOT bool_or(handed_over.reads) OVER (PARTITION BY asked.once)
            WHEN 'only' THEN bool_or(handed_over.reads) OVER (PARTITION BY asked.once)
            ELSE true
        END AS meant,
        row_number() OVER (PARTITION BY asked.once, asked.refuses ORDER BY handed_over.reads DESC, asked.customer_id) AS turn
    FROM asked
    JOIN handed_over ON handed_over.customer_id = asked.customer_id
), answered AS (
    SELECT
        lined_up.customer_id, lined_up.meant, lined_up.meant AND lined_up.refuses AS refused,
        lined_up.meant AND NOT lined_up.refuses AND lined_up.turn > 1 AS is_housemate,
        lined_up.meant AND NOT lined_up.refuses AND lined_up.turn = 1 AS gets
    FROM lined_up
)
SELECT
    handed_over.customer_id, handed_over.receiver, handed_over.care_of, handed_over.place_id, handed_over.route_id, handed_over.position,
    1 AS households, (NOT answered.meant)::integer AS left_out, answered.refused::integer AS refused, answered.is_housemate::integer AS housemates,
    (answered.gets AND handed_over.route_id IS NULL AND %(method)s::text = 'carrier')::integer AS without_route,
    (answered.gets AND (handed_over.route_id IS NOT NULL OR %(method)s::text <> 'carrier'))::integer AS copies
FROM answered
JOIN handed_over ON handed_over.customer_id = answered.customer_id
