-- Say of rows of lists whether somebody at that number wants no more calls, in any list, or stands in a register of refusal.
-- Reads   list_row, list_call, refused_contact, external_list, staff_entity
SELECT
    asked.id AS row_id,
    EXISTS (
        SELECT 1
        FROM list_row
        JOIN list_call ON list_call.row_id = list_row.id AND list_call.result = 'no_more'
        WHERE list_row.id = asked.id
           OR (list_row.mobile_normalised <> '' AND list_row.mobile_normalised IN (asked.mobile_normalised, asked.phone_normalised))
           OR (list_row.phone_normalised <> '' AND list_row.phone_normalised IN (asked.mobile_normalised, asked.phone_normalised))
    ) AS wants_no_more,
    EXISTS (
        SELECT 1
        FROM refused_contact
        WHERE refused_contact.normalised IN (asked.mobile_normalised, asked.phone_normalised)
          AND refused_contact.normalised <> ''
    ) AS on_register
FROM list_row AS asked
JOIN external_list ON external_list.id = asked.external_list_id
WHERE asked.id = ANY(%(rows)s::bigint[])
  AND external_list.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
