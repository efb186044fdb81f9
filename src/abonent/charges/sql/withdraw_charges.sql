-- Take charges back that nobody has invoiced, and what agents would have kept of them: they are on the worklist, and no posted line knows
-- them.
-- Takes   handed_over (charge_id bigint)
-- Writes  open_charge, charge_component, charge
-- Again   safe: a charge that is gone is gone
WITH asked AS (
    SELECT handed_over.charge_id
    FROM handed_over
    UNION
    SELECT kept.id
    FROM handed_over
    JOIN charge AS kept ON kept.source_kind = 'commission' AND kept.source_id = handed_over.charge_id
), withdrawn AS MATERIALIZED (
    DELETE FROM open_charge
    USING asked
    WHERE open_charge.charge_id = asked.charge_id
    RETURNING open_charge.charge_id
), parts AS (
    DELETE FROM charge_component
    USING withdrawn
    WHERE charge_component.charge_id = withdrawn.charge_id
)
DELETE FROM charge
USING withdrawn
WHERE charge.id = withdrawn.charge_id
