-- The charges of terms that are taken back before anybody invoiced them.
-- Reads   charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM charge
WHERE charge.source_kind = 'term'
  AND charge.source_id = ANY(%(terms)s::bigint[])
