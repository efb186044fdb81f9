-- Sum the copies of the lists of a run by route and by what becomes of them.
-- Reads   frozen_list, frozen_copy
-- Writes  frozen_sum
-- Again   safe: a list that has sums gets no others
INSERT INTO frozen_sum (list_id, route_id, outcome, change, subscriptions, copies)
SELECT
    frozen_copy.list_id, frozen_copy.route_id, frozen_copy.outcome, frozen_copy.change, count(*), sum(frozen_copy.copies)
FROM frozen_list
JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
WHERE frozen_list.run_id = %(run)s::bigint
  AND NOT EXISTS (SELECT FROM frozen_sum WHERE frozen_sum.list_id = frozen_list.id)
GROUP BY frozen_copy.list_id, frozen_copy.route_id, frozen_copy.outcome, frozen_copy.change
