-- The sorts of lines among the charges due: what a treatment is found for. Their rate is that of the day.
-- Reads   open_charge, charge, charge_component
-- Feeds   billing/plan_treatments
SELECT DISTINCT coalesce(charge.product_id, 0) AS product_id, charge_component.revenue_class, charge_component.tax_category,
       charge_component.deferred, charge.currency, NULL::numeric AS rate
FROM open_charge
JOIN charge ON charge.id = open_charge.charge_id
JOIN charge_component ON charge_component.charge_id = charge.id
WHERE open_charge.entity_id = %(entity)s::bigint
  AND (open_charge.due_on <= %(as_of)s::date AND %(charges)s::bigint[] IS NULL
       OR open_charge.charge_id = ANY (%(charges)s::bigint[]))
