-- The components of the charges of the terms that a chunk made, as their situation's price is split.
-- Reads   work_made, a work table of the session; situation_component
-- Writes  nothing
-- Feeds   charges/write_components
SELECT
    work_made.charge_id, situation_component.ordinal, situation_component.tax_category, situation_component.revenue_class,
    situation_component.deferred, situation_component.unit_id, situation_component.description, situation_component.amount
FROM work_made
JOIN situation_component
  ON situation_component.run_id = %(run)s::bigint AND situation_component.situation = work_made.situation
