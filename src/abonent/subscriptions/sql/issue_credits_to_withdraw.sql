-- The charges of issue credits that nobody has invoiced and that were taken back.
-- Reads   issue_credit, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM issue_credit
JOIN charge ON charge.source_kind = 'issue_credit' AND charge.source_id = issue_credit.id
JOIN open_charge ON open_charge.charge_id = charge.id
WHERE issue_credit.id = ANY(%(credits)s::bigint[])
  AND issue_credit.withdrawn_at IS NOT NULL
