-- The parts of what agents keep, by the parts of the charges they keep it of, so that it has their VAT: split by largest remainder, counted
-- in the smallest unit. It is booked at once, as a class of revenue of its own.
-- Reads   open_charge, charge, charge_component
-- Writes  nothing
-- Feeds   charges/write_components
WITH exact AS (
    SELECT kept.id AS charge_id, charge_component.ordinal, charge_component.tax_category, charge_component.unit_id,
           charge_component.description, kept.amount * %(units)s::numeric AS kept_units,
           kept.amount * %(units)s::numeric * charge_component.amount / charge.amount AS units
    FROM open_charge
    JOIN charge AS kept ON kept.id = open_charge.charge_id
    JOIN charge ON charge.id = kept.source_id
    JOIN charge_component ON charge_component.charge_id = charge.id
    WHERE kept.source_kind = 'commission'
      AND open_charge.entity_id = %(entity)s::bigint
      AND NOT EXISTS (SELECT FROM charge_component AS written WHERE written.charge_id = kept.id)
)
SELECT exact.charge_id, exact.ordinal, exact.tax_category, 'commission' AS revenue_class, false AS deferred, exact.unit_id,
       exact.description,
       (floor(exact.units) + (row_number() OVER by_remainder <= exact.kept_units - sum(floor(exact.units)) OVER of_charge)::int)
           / %(units)s::numeric AS amount
FROM exact
WINDOW of_charge AS (PARTITION BY exact.charge_id),
       by_remainder AS (PARTITION BY exact.charge_id ORDER BY exact.units - floor(exact.units) DESC, exact.ordinal)
