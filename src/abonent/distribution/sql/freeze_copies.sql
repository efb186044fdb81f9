-- Write what becomes of every copy of an issue into the lists that a run has opened: those that come, and those that rest. What is not
-- sold, or not on that day, is nobody's copy. Whoever was to get it another way when that was frozen gets it so, and not twice.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, outcome text, copies integer, place_id bigint, delivery_method text,
--         route_id bigint, position text, receiver text, care_of text)
-- Reads   frozen_list
-- Writes  frozen_copy
-- Again   safe: a list that has copies gets no others
WITH opened AS MATERIALIZED (
    SELECT frozen_list.id, frozen_list.issue_id, frozen_list.delivery_method
    FROM frozen_list
    WHERE frozen_list.run_id = %(run)s::bigint
      AND frozen_list.number = 0
      AND frozen_list.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM frozen_copy WHERE frozen_copy.list_id = frozen_list.id)
), taken AS MATERIALIZED (
    SELECT other.id, opened.id AS list_id
    FROM opened
    JOIN frozen_list AS other ON other.issue_id = opened.issue_id AND other.delivery_method <> opened.delivery_method
    WHERE other.number = 0
      AND other.withdrawn_at IS NULL
      AND other.id NOT IN (SELECT opened.id FROM opened)
)
INSERT INTO frozen_copy (list_id, subscription_id, place_id, route_id, copies, outcome, change, position, receiver, care_of)
SELECT
    opened.id, handed_over.subscription_id, handed_over.place_id, handed_over.route_id, handed_over.copies, handed_over.outcome, '',
    handed_over.position, handed_over.receiver, handed_over.care_of
FROM handed_over
JOIN opened ON opened.issue_id = handed_over.issue_id AND opened.delivery_method = handed_over.delivery_method
WHERE handed_over.outcome IN ('comes', 'redirected', 'donated', 'paused')
  AND NOT EXISTS (
    SELECT
    FROM taken
    JOIN frozen_copy ON frozen_copy.list_id = taken.id AND frozen_copy.subscription_id = handed_over.subscription_id
    WHERE taken.list_id = opened.id
      AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
  )
