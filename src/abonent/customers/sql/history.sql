-- Every change that people made of some customers, of their contacts, addresses, accounts, relations and own fields, each with what it
-- was before; and what imports or runs changed between two of them, without a name. One version alone if its noun and number are given.
-- Reads   customer_history, contact_point_history, address_history, own_value_history, customer_bank_account_history,
--         relationship_history, place, staff_user
-- Writes  nothing
-- Again   safe: a question
WITH versions AS (
    SELECT
        'customer' AS noun, customer_history.pgh_id AS version, customer_history.pgh_obj_id AS subject_id, customer_history.pgh_label AS label,
        customer_history.pgh_created_at AS at, customer_history.pgh_context_id AS context_id, to_jsonb(customer_history) AS said
    FROM customer_history
    WHERE customer_history.pgh_obj_id = ANY (%(customers)s::bigint[])
    UNION ALL
    SELECT
        'contact', contact_point_history.pgh_id, contact_point_history.pgh_obj_id, contact_point_history.pgh_label,
        contact_point_history.pgh_created_at, contact_point_history.pgh_context_id, to_jsonb(contact_point_history)
    FROM contact_point_history
    WHERE contact_point_history.customer_id = ANY (%(customers)s::bigint[])
    UNION ALL
    SELECT
        'address', address_history.pgh_id, address_history.pgh_obj_id, address_history.pgh_label,
        address_history.pgh_created_at, address_history.pgh_context_id,
        to_jsonb(address_history) || jsonb_build_object(
            'door', concat_ws(', ', trim(concat_ws(' ', place.street, place.number, place.staircase, place.flat)), trim(concat_ws(' ', place.postal_code, place.town)))
        )
    FROM address_history
    JOIN place ON place.id = address_history.place_id
    WHERE address_history.customer_id = ANY (%(customers)s::bigint[])
    UNION ALL
    SELECT
        'own_field', own_value_history.pgh_id, own_value_history.pgh_obj_id, own_value_history.pgh_label,
        own_value_history.pgh_created_at, own_value_history.pgh_context_id,
        jsonb_build_object(
            'customer_id', own_value_history.customer_id, 'field_id', own_value_history.field_id,
            'value', coalesce(
                to_jsonb(own_value_history.text), to_jsonb(own_value_history.number::text), to_jsonb(own_value_history.day),
                to_jsonb(own_value_history.yes), to_jsonb(own_value_history.option_id), to_jsonb(own_value_history.options)
            )
        )
    FROM own_value_history
    WHERE own_value_history.customer_id = ANY (%(customers)s::bigint[])
    UNION ALL
    SELECT
        'account', customer_bank_account_history.pgh_id, customer_bank_account_history.pgh_obj_id, customer_bank_account_history.pgh_label,
        customer_bank_account_history.pgh_created_at, customer_bank_account_history.pgh_context_id, to_jsonb(customer_bank_account_history)
    FROM customer_bank_account_history
    WHERE customer_bank_account_history.customer_id = ANY (%(customers)s::bigint[])
    UNION ALL
    SELECT
        'relation', relationship_history.pgh_id, relationship_history.pgh_obj_id, relationship_history.pgh_label,
        relationship_history.pgh_created_at, relationship_history.pgh_context_id, to_jsonb(relationship_history) || jsonb_build_object(
            'kind', relationship_history.kind || CASE
                WHEN relationship_history.kind NOT IN ('household', 'family') AND relationship_history.other_id = ANY (%(customers)s::bigint[]) THEN '-back'
                ELSE ''
            END
        )
    FROM relationship_history
    WHERE relationship_history.customer_id = ANY (%(customers)s::bigint[])
       OR relationship_history.other_id = ANY (%(customers)s::bigint[])
),
bare AS (
    SELECT
        versions.noun, versions.version, versions.subject_id, versions.label, versions.at, versions.context_id,
        versions.said - ARRAY['pgh_id', 'pgh_label', 'pgh_created_at', 'pgh_context_id', 'pgh_obj_id', 'version'] AS said
    FROM versions
),
compared AS (
    SELECT
        bare.noun, bare.version, bare.subject_id, bare.label, bare.at, bare.context_id, bare.said,
        lag(bare.said) OVER (PARTITION BY bare.noun, bare.subject_id ORDER BY bare.version) AS said_before
    FROM bare
)
SELECT
    compared.noun, compared.version, compared.subject_id,
    CASE WHEN compared.label = 'before' THEN 'meanwhile' ELSE compared.label END AS label,
    compared.at,
    CASE WHEN compared.label = 'removed' THEN compared.said ELSE compared.said_before END AS before,
    CASE WHEN compared.label = 'removed' THEN NULL ELSE compared.said END AS after,
    CASE WHEN compared.label = 'before' THEN '' ELSE coalesce(pghistory_context.metadata ->> 'verb', '') END AS verb,
    CASE WHEN compared.label = 'before' THEN '' ELSE coalesce(pghistory_context.metadata ->> 'reason', '') END AS reason,
    CASE WHEN compared.label <> 'before' THEN staff_user.id END AS actor_id,
    CASE WHEN compared.label = 'before' THEN ''
         ELSE coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') END AS who
FROM compared
LEFT JOIN pghistory_context ON pghistory_context.id = compared.context_id
LEFT JOIN staff_user ON staff_user.id = (pghistory_context.metadata ->> 'actor')::bigint
WHERE (compared.label <> 'before' OR compared.said <> compared.said_before)
  AND (%(noun)s::text = '' OR compared.noun = %(noun)s::text)
  AND (%(version)s::bigint IS NULL OR compared.version = %(version)s::bigint)
  AND (%(by)s::bigint IS NULL OR (staff_user.id = %(by)s::bigint AND compared.label <> 'before'))
  AND (%(until)s::timestamptz IS NULL OR compared.at < %(until)s::timestamptz)
ORDER BY compared.at DESC, compared.version DESC
LIMIT %(limit)s::bigint
