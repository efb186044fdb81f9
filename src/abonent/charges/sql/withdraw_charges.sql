-- Take charges back that nobody has invoiced: they are on the worklist, and no posted line knows them.
-- Takes   handed_over (charge_id bigint)
-- Writes  open_charge, charge_component, charge
-- Again   safe: a charge that is gone is gone
WITH withdrawn AS MATERIALIZED (
    DELETE FROM open_charge
    USING handed_over
    WHERE open_charge.charge_id = handed_over.charge_id
    RETURNING open_charge.charge_id
), parts AS (
    DELETE FROM charge_component
    USING withdrawn
    WHERE charge_component.charge_id = withdrawn.charge_id
)
DELETE FROM charge
USING withdrawn
WHERE charge.id = withdrawn.charge_id
