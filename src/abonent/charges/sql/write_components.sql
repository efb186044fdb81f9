-- Write the components of charges, all of one charge at once; a trigger proves that they sum to it.
-- Takes   handed_over (charge_id bigint, ordinal smallint, tax_category text, revenue_class text, deferred boolean,
--         unit_id bigint, description jsonb, amount numeric)
-- Reads   nothing
-- Writes  charge_component, one row per row handed over
-- Again   safe: a component that is there is left alone
INSERT INTO charge_component (charge_id, ordinal, tax_category, revenue_class, deferred, unit_id, description, amount)
SELECT
    handed_over.charge_id, handed_over.ordinal, handed_over.tax_category, handed_over.revenue_class, handed_over.deferred,
    handed_over.unit_id, handed_over.description, handed_over.amount
FROM handed_over
ON CONFLICT (charge_id, ordinal) DO NOTHING
