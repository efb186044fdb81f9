-- The charges of the subscriptions that an import has brought and that go with it.
-- Reads   imported_row, term, charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM imported_row
JOIN term ON term.subscription_id = imported_row.subject_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
