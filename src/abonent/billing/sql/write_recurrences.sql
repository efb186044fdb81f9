-- Make the days of a chunk of the plan, each with its lines; what was changed, made or paused since it was planned is left out.
-- Reads   recurrence_plan, due_recurrence, due_recurrence_line, recurring_ground
-- Writes  recurrence, recurrence_line
-- Again   safe: a day that is made is due no more
WITH standing AS MATERIALIZED (
    SELECT
        nextval('recurrence_id_seq') AS id, recurrence_plan.recurring_id, recurrence_plan.due_on, recurrence_plan.during, recurrence_plan.amount
    FROM recurrence_plan
    JOIN due_recurrence ON due_recurrence.recurring_id = recurrence_plan.recurring_id AND due_recurrence.due_on = recurrence_plan.due_on
    JOIN recurring_ground ON recurring_ground.recurring_id = recurrence_plan.recurring_id AND recurring_ground.ground = recurrence_plan.ground
    WHERE recurrence_plan.run_id = %(run)s::bigint
      AND recurrence_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
), lines AS (
    INSERT INTO recurrence_line (recurrence_id, ordinal, charge_id, quantity, unit_price, amount)
    SELECT
        standing.id, due_recurrence_line.ordinal, nextval('charge_id_seq'), due_recurrence_line.quantity, due_recurrence_line.unit_price,
        due_recurrence_line.amount
    FROM standing
    JOIN due_recurrence_line
      ON due_recurrence_line.recurring_id = standing.recurring_id AND due_recurrence_line.due_on = standing.due_on
)
INSERT INTO recurrence (id, recurring_id, due_on, during, amount, run_id)
SELECT standing.id, standing.recurring_id, standing.due_on, standing.during, standing.amount, %(run)s::bigint
FROM standing
