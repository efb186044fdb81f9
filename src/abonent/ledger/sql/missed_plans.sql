-- The payment plans of a company of which less came than was due before a day, each with the first instalment that is short and how much is.
-- Reads   payment_plan, payment_plan_item, instalment, open_receivable
-- Writes  nothing
-- Feeds   ledger/plan_missed_plans
-- Again   safe: a question
WITH standing AS (
    SELECT payment_plan.id, payment_plan.amount - sum(least(payment_plan_item.amount, coalesce(open_receivable.open_amount, 0))) AS came
    FROM payment_plan
    JOIN payment_plan_item ON payment_plan_item.plan_id = payment_plan.id
    LEFT JOIN open_receivable ON open_receivable.receivable_id = payment_plan_item.receivable_id
    WHERE payment_plan.entity_id = %(entity)s::bigint
      AND payment_plan.ended = ''
    GROUP BY payment_plan.id
), due AS (
    SELECT instalment.plan_id, instalment.due_on,
           sum(instalment.amount) OVER (PARTITION BY instalment.plan_id ORDER BY instalment.ordinal) AS up_to
    FROM instalment
    WHERE instalment.due_on < %(due_before)s::date
)
SELECT standing.id AS plan_id, min(due.due_on) FILTER (WHERE due.up_to > standing.came) AS due_on,
       max(due.up_to) - standing.came AS missing_amount
FROM standing
JOIN due ON due.plan_id = standing.id
GROUP BY standing.id, standing.came
HAVING max(due.up_to) > standing.came
