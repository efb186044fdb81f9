-- The subscriptions of a batch that have begun, of which something is invoiced, or that a person has changed since the import.
-- Reads   imported_row, import_batch, subscription, subscription_history, term, charge, open_charge
-- Feeds   imports/keep_used_rows
SELECT imported_row.subject_id, used.code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
JOIN subscription ON subscription.id = imported_row.subject_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN EXISTS (
            SELECT
            FROM term
            JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id
            LEFT JOIN open_charge ON open_charge.charge_id = charge.id
            WHERE term.subscription_id = subscription.id AND open_charge.charge_id IS NULL
        ) THEN 'used.invoiced'
        WHEN subscription.started_on <= %(today)s::date AND import_batch.committed_at < %(today)s::date THEN 'used.begun'
        WHEN EXISTS (
            SELECT
            FROM subscription_history
            WHERE subscription_history.pgh_obj_id = subscription.id
              AND subscription_history.pgh_created_at > import_batch.committed_at
        ) THEN 'used.edited'
    END AS code
) AS used
WHERE imported_row.batch_id = %(batch)s::bigint
  AND used.code IS NOT NULL
