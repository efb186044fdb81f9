-- Charges for terms that lead to no term, so that no issue is worth what they say.
-- Reads   charge, term_charge, term
-- Writes  nothing
-- Again   safe
SELECT charge.id AS charge_id, charge.source_kind, charge.amount, charge.currency
FROM charge
LEFT JOIN term_charge ON term_charge.charge_id = charge.id
LEFT JOIN term ON term.id = term_charge.term_id
WHERE charge.source_kind IN ('term', 'pause_credit', 'stop_credit', 'copies_change', 'save_credit')
  AND term.id IS NULL
ORDER BY charge.id
LIMIT 100
