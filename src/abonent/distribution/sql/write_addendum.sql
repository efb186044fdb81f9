-- Write into the addenda that a run has opened what is other now than the lists before say: new, changed, and what comes no more. What
-- rests or is not sold is told only of those who were to get it.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, outcome text, copies integer, place_id bigint, delivery_method text,
--         route_id bigint, position text, receiver text, care_of text)
-- Reads   frozen_list
-- Writes  frozen_copy
-- Again   safe: a list that has copies gets no others
WITH opened AS MATERIALIZED (
    SELECT frozen_list.id, frozen_list.issue_id, frozen_list.delivery_method, frozen_list.number
    FROM frozen_list
    WHERE frozen_list.run_id = %(run)s::bigint
      AND frozen_list.number > 0
      AND frozen_list.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM frozen_copy WHERE frozen_copy.list_id = frozen_list.id)
), told AS (
    SELECT DISTINCT ON (opened.id, frozen_copy.subscription_id)
        opened.id AS list_id, frozen_copy.subscription_id, frozen_copy.place_id, frozen_copy.route_id, frozen_copy.copies,
        frozen_copy.outcome IN ('comes', 'redirected', 'donated') AS is_due, frozen_copy.position, frozen_copy.receiver, frozen_copy.care_of
    FROM opened
    JOIN frozen_list
      ON frozen_list.issue_id = opened.issue_id
     AND frozen_list.delivery_method = opened.delivery_method
     AND frozen_list.number < opened.number
     AND frozen_list.withdrawn_at IS NULL
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    ORDER BY opened.id, frozen_copy.subscription_id, frozen_list.number DESC
), present AS (
    SELECT opened.id AS list_id, handed_over.*
    FROM handed_over
    JOIN opened ON opened.issue_id = handed_over.issue_id AND opened.delivery_method = handed_over.delivery_method
), compared AS (
    SELECT
        coalesce(present.list_id, told.list_id) AS list_id, coalesce(present.subscription_id, told.subscription_id) AS subscription_id,
        coalesce(present.outcome, 'elsewhere') AS outcome, coalesce(told.is_due, false) AS was_due,
        coalesce(present.outcome IN ('comes', 'redirected', 'donated'), false) AS is_due,
        present.place_id AS new_place_id, present.route_id AS new_route_id, present.position AS new_position, present.copies AS new_copies,
        present.receiver AS new_receiver, present.care_of AS new_care_of,
        told.place_id, told.route_id, told.position, told.copies, told.receiver, told.care_of
    FROM present
    FULL JOIN told ON told.list_id = present.list_id AND told.subscription_id = present.subscription_id
)
INSERT INTO frozen_copy (list_id, subscription_id, place_id, route_id, copies, outcome, change, position, receiver, care_of)
SELECT
    compared.list_id, compared.subscription_id,
    CASE WHEN compared.is_due THEN compared.new_place_id ELSE compared.place_id END,
    CASE WHEN compared.is_due THEN compared.new_route_id ELSE compared.route_id END,
    CASE WHEN compared.is_due THEN compared.new_copies ELSE compared.copies END,
    compared.outcome,
    CASE WHEN compared.is_due AND compared.was_due THEN 'changed' WHEN compared.is_due THEN 'new' ELSE 'stopped' END,
    CASE WHEN compared.is_due THEN compared.new_position ELSE compared.position END,
    CASE WHEN compared.is_due THEN compared.new_receiver ELSE compared.receiver END,
    CASE WHEN compared.is_due THEN compared.new_care_of ELSE compared.care_of END
FROM compared
WHERE compared.is_due <> compared.was_due
   OR compared.is_due AND (compared.new_place_id, compared.new_route_id, compared.new_copies, compared.new_receiver, compared.new_care_of)
      IS DISTINCT FROM (compared.place_id, compared.route_id, compared.copies, compared.receiver, compared.care_of)
