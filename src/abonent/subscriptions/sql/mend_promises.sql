-- Forget that promises were broken which can be kept again, or of which nobody speaks any more; what is settled or past stays.
-- Reads   promise
-- Writes  broken_promise
-- Again   safe: what is gone is gone
DELETE FROM broken_promise
USING promise
WHERE promise.id = broken_promise.promise_id
  AND promise.issue_on >= %(today)s::date
  AND broken_promise.settled_at IS NULL
  AND broken_promise.promise_id <> ALL(%(promises)s::bigint[])
