-- The components of the charges of the terms that a chunk made, as their situation's price is split.
-- Reads   renewal_plan, term, situation_component
-- Writes  nothing
-- Feeds   charges/write_components
SELECT
    renewal_plan.charge_id, situation_component.ordinal, situation_component.tax_category, situation_component.revenue_class,
    situation_component.deferred, situation_component.unit_id, situation_component.description, situation_component.amount
FROM renewal_plan
JOIN term ON term.id = renewal_plan.term_id
JOIN situation_component
  ON situation_component.run_id = renewal_plan.run_id AND situation_component.situation = renewal_plan.situation
WHERE renewal_plan.run_id = %(run)s::bigint
  AND renewal_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint + 60
  AND renewal_plan.ordinal - renewal_plan.step + 1 BETWEEN %(first)s::bigint AND %(latest)s::bigint
