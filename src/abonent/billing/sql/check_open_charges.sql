-- Charges that are on the worklist though they are billed, or billed in part, or on no list though they are not; and entries of the
-- worklist without a charge.
-- Reads   charge, charge_component, open_charge, invoice_line
-- Writes  nothing
-- Again   safe
WITH parts AS (
    SELECT charge_component.charge_id, count(*) AS parts, count(invoice_line.charge_id) AS billed
    FROM charge_component
    LEFT JOIN invoice_line
      ON invoice_line.charge_id = charge_component.charge_id AND invoice_line.component_ordinal = charge_component.ordinal
    GROUP BY charge_component.charge_id
)
SELECT coalesce(charge.id, open_charge.charge_id) AS charge_id, coalesce(parts.parts, 0) AS parts, coalesce(parts.billed, 0) AS billed,
       (open_charge.charge_id IS NOT NULL)::int AS listed
FROM charge
FULL JOIN open_charge ON open_charge.charge_id = charge.id
LEFT JOIN parts ON parts.charge_id = charge.id
WHERE charge.id IS NULL
   OR coalesce(parts.billed, 0) <> CASE WHEN open_charge.charge_id IS NULL THEN coalesce(parts.parts, 1) ELSE 0 END
ORDER BY 1
LIMIT 100
