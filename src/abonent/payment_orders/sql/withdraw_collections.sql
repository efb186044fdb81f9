-- Take the collections of an order back, before it left; what became of them meanwhile stays so.
-- Reads   nothing else
-- Writes  collection
-- Again   safe: they are taken back once
UPDATE collection
SET state = 'withdrawn', answered_on = %(today)s::date
WHERE collection.order_id = %(order)s::bigint
  AND collection.state = 'under_way'
