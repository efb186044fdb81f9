-- Write the collections of an order: those of its scheme and day.
-- Takes   handed_over (collection_id bigint, receivable_id bigint, mandate_id bigint, customer_id bigint, amount numeric, sequence text,
--         attempt smallint, scheme text, collect_on date, payer text, account_number text)
-- Writes  collection, one row per row of the scheme and the day
-- Again   safe: what is under way is not written again
INSERT INTO collection (
    id, order_id, receivable_id, mandate_id, customer_id, amount, sequence, attempt, payer, account_number, state, code
)
SELECT handed_over.collection_id, %(order)s::bigint, handed_over.receivable_id, handed_over.mandate_id, handed_over.customer_id,
       handed_over.amount, handed_over.sequence, handed_over.attempt, left(handed_over.payer, 140), handed_over.account_number, 'under_way',
       ''
FROM handed_over
WHERE handed_over.scheme = %(scheme)s::text AND handed_over.collect_on = %(collect_on)s::date
ON CONFLICT (id) DO NOTHING
