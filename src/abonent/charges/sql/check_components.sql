-- Charges whose components do not sum to them, or that have none.
-- Reads   charge, charge_component
-- Writes  nothing
-- Again   safe
WITH parts AS (
    SELECT charge_component.charge_id, sum(charge_component.amount) AS amount
    FROM charge_component
    GROUP BY charge_component.charge_id
)
SELECT charge.id AS charge_id, charge.source_kind, charge.source_id, charge.amount, parts.amount AS components
FROM charge
LEFT JOIN parts ON parts.charge_id = charge.id
WHERE parts.amount IS DISTINCT FROM charge.amount
ORDER BY charge.id
LIMIT 100
