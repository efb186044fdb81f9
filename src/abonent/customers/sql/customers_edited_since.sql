-- The customers of a batch whose record, addresses, contacts or own fields a person has edited since the import.
-- Reads   imported_row, import_batch, customer_history, address_history, contact_point_history, categorised_customer_history,
--         customer_bank_account_history, own_value_history
-- Feeds   imports/keep_used_rows
WITH edited AS (
    SELECT customer_history.id AS customer_id, customer_history.pgh_created_at AS edited_at
    FROM customer_history
    UNION ALL
    SELECT address_history.customer_id, address_history.pgh_created_at
    FROM address_history
    UNION ALL
    SELECT contact_point_history.customer_id, contact_point_history.pgh_created_at
    FROM contact_point_history
    UNION ALL
    SELECT categorised_customer_history.customer_id, categorised_customer_history.pgh_created_at
    FROM categorised_customer_history
    UNION ALL
    SELECT customer_bank_account_history.customer_id, customer_bank_account_history.pgh_created_at
    FROM customer_bank_account_history
    UNION ALL
    SELECT own_value_history.customer_id, own_value_history.pgh_created_at
    FROM own_value_history
)
SELECT imported_row.subject_id, 'used.edited' AS code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
JOIN edited ON edited.customer_id = imported_row.subject_id AND edited.edited_at > import_batch.committed_at
WHERE imported_row.batch_id = %(batch)s::bigint
GROUP BY imported_row.subject_id
