-- The days of the terms that are to be priced for another number of copies, as they were sold.
-- Reads   copies_change, copies_settlement, term
-- Writes  a work table of the session, work_step
-- Again   rewrites the same rows
INSERT INTO work_step (subscription_id, step, starts_on, ends_on)
SELECT copies_change.subscription_id, term.ordinal, lower(term.sold_during), upper(term.sold_during)
FROM copies_change
JOIN copies_settlement ON copies_settlement.change_id = copies_change.id
JOIN term ON term.id = copies_settlement.term_id
WHERE copies_change.id = ANY(%(changes)s::bigint[])
  AND copies_settlement.price IS NULL
