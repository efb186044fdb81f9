-- What people changed about customers, their addresses and contacts, and with whom they were merged, for their timeline. Bulk acts are left out.
-- Reads   act, address, place, contact_point, customer_merge, customer, staff_user, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH asked AS (
    SELECT unnest(%(customers)s::bigint[]) AS customer_id
),
subjects AS (
    SELECT kinds.kind, asked.customer_id AS id
    FROM asked
    CROSS JOIN (VALUES ('customer'), ('delivery_address'), ('billing_address'), ('visiting_address')) AS kinds (kind)
    UNION ALL
    SELECT 'address', address.id
    FROM asked
    JOIN address ON address.customer_id = asked.customer_id
    UNION ALL
    SELECT 'contact_point', contact_point.id
    FROM asked
    JOIN contact_point ON contact_point.customer_id = asked.customer_id
    UNION
    SELECT 'customer_merge', customer_merge.id
    FROM asked
    JOIN customer_merge ON asked.customer_id IN (customer_merge.kept_id, customer_merge.merged_id)
)
SELECT
    act.at,
    'changes' AS chip,
    act.id,
    jsonb_build_object(
        'verb', act.verb,
        'undone', act.undone_at IS NOT NULL,
        'inverse', CASE WHEN act.superseded_by_id IS NULL THEN act.inverse ->> 'verb' END,
        'before', act.inverse -> 'before',
        'after', act.inverse -> 'after',
        'door', concat_ws(', ', nullif(trim(concat(place.street, ' ', place.number)), ''), nullif(trim(concat(place.postal_code, ' ', place.town)), '')),
        'contact', contact_point.value,
        'merged', merged.name || ', ' || merged.number
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM subjects
JOIN act
  ON act.subject_ids @> jsonb_build_array(subjects.id)
 AND act.subject_ids = jsonb_build_array(subjects.id)
 AND act.subject_kind = subjects.kind
LEFT JOIN staff_user ON staff_user.id = act.actor_id
LEFT JOIN address ON address.id = (act.inverse ->> 'address')::bigint
LEFT JOIN place ON place.id = address.place_id
LEFT JOIN customer_merge ON act.subject_kind = 'customer_merge' AND customer_merge.id = subjects.id
LEFT JOIN customer AS merged ON merged.id = customer_merge.merged_id
    AND (
        (SELECT staff_user.reach = 'everything' FROM staff_user WHERE staff_user.id = %(viewer)s::bigint)
        OR merged.id IN (SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint)
    )
LEFT JOIN contact_point ON act.subject_kind = 'contact_point' AND contact_point.id = subjects.id
