-- Why the lists of an issue do not come to what is owed of it as it is known today: of each reason the subscriptions, and the copies that
-- today is more by. What changed after the issue went out was brought all the same; nothing is guessed, so the reasons add up.
-- Takes   handed_over (subscription_id bigint, outcome text, copies integer)
-- Reads   frozen_list, frozen_copy
-- Writes  nothing
-- Again   safe: a question
WITH told AS (
    SELECT DISTINCT ON (frozen_copy.subscription_id, frozen_list.delivery_method)
        frozen_copy.subscription_id, frozen_copy.copies, frozen_copy.outcome
    FROM frozen_list
    JOIN frozen_copy ON frozen_copy.list_id = frozen_list.id
    WHERE frozen_list.issue_id = %(issue)s::bigint AND frozen_list.withdrawn_at IS NULL
    ORDER BY frozen_copy.subscription_id, frozen_list.delivery_method, frozen_list.number DESC
), went AS (
    SELECT told.subscription_id, told.copies
    FROM told
    WHERE told.outcome IN ('comes', 'redirected', 'donated')
), compared AS (
    SELECT
        coalesce(went.copies, 0) AS went, present.outcome,
        CASE WHEN present.outcome IN ('comes', 'redirected', 'donated') THEN present.copies ELSE 0 END AS owed
    FROM went
    FULL JOIN handed_over AS present ON present.subscription_id = went.subscription_id
)
SELECT
    CASE
        WHEN compared.went = 0 THEN 'not_on_a_list'
        WHEN compared.owed > 0 THEN 'copies'
        ELSE coalesce(compared.outcome, 'gone')
    END AS reason,
    count(*)::bigint AS subscriptions, sum(compared.owed - compared.went)::bigint AS copies
FROM compared
WHERE compared.went <> compared.owed
GROUP BY 1
ORDER BY 1
