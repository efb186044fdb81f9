-- Write the plan of a run that sends subscriber gifts: first those that go, item by item as they are taken from the shelf and by postal
-- code, then those without an address or of which too few lie on the shelf.
-- Takes   handed_over (premium_id bigint, reservation_id bigint, item_id bigint, pieces integer, receiver_id bigint, place_id bigint, care_of text, ground uuid)
-- Reads   stock_balance, stock_item, place
-- Writes  premium_pick_plan, one row per gift
-- Again   safe: a run that has a plan keeps it
WITH weighed AS (
    SELECT handed_over.*, stock_item.number, place.country, place.postal_code,
        CASE
            WHEN handed_over.place_id IS NULL THEN 'no_address'
            WHEN sum(CASE WHEN handed_over.place_id IS NULL THEN 0 ELSE handed_over.pieces END)
                OVER (PARTITION BY handed_over.item_id ORDER BY handed_over.premium_id) > stock_balance.on_hand THEN 'missing'
            ELSE ''
        END AS finding
    FROM handed_over
    JOIN stock_item ON stock_item.id = handed_over.item_id
    JOIN stock_balance ON stock_balance.item_id = handed_over.item_id
    LEFT JOIN place ON place.id = handed_over.place_id
)
INSERT INTO premium_pick_plan (
    run_id, ordinal, premium_id, item_id, pieces, receiver_id, place_id, care_of, ground, held, finding
)
SELECT
    %(run)s::bigint,
    row_number() OVER (ORDER BY weighed.finding <> '', weighed.number, weighed.country, weighed.postal_code, weighed.premium_id),
    weighed.premium_id, weighed.item_id, weighed.pieces, weighed.receiver_id, weighed.place_id, weighed.care_of, weighed.ground, false,
    weighed.finding
FROM weighed
WHERE NOT EXISTS (SELECT FROM premium_pick_plan WHERE premium_pick_plan.run_id = %(run)s::bigint)
