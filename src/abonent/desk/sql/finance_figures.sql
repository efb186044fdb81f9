-- What finance wants to know in the morning, by currency, of the entities the viewer works for and the customers he sees.
-- Reads   open_receivable, open_part, receivable, open_charge, charge, staff_entity, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT staff_entity.entity_id
    FROM staff_entity
    WHERE staff_entity.staff_user_id = %(viewer)s::bigint
),
mine AS (
    SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
),
owed AS (
    SELECT
        receivable.currency,
        sum(due.open_amount) AS open_amount,
        coalesce(sum(due.open_amount) FILTER (WHERE due.due_on < %(today)s::date), 0) AS overdue_amount,
        count(*) FILTER (WHERE due.due_on < %(today)s::date AND due.open_amount > 0 AND due.is_first) AS overdue_items
    FROM open_receivable
    JOIN receivable ON receivable.id = open_receivable.receivable_id
    LEFT JOIN open_part ON open_part.receivable_id = receivable.id
    CROSS JOIN LATERAL (
        SELECT
            coalesce(open_part.due_on, receivable.due_on) AS due_on,
            coalesce(open_part.open_amount, open_receivable.open_amount) AS open_amount,
            open_part.due_on IS NULL OR NOT EXISTS (
                SELECT FROM open_part AS earlier
                WHERE earlier.receivable_id = receivable.id AND earlier.due_on < open_part.due_on
            ) AS is_first
    ) AS due
    WHERE receivable.entity_id IN (SELECT visible.entity_id FROM visible)
      AND (%(everybody)s::boolean OR receivable.customer_id IN (SELECT mine.customer_id FROM mine))
    GROUP BY receivable.currency
),
to_bill AS (
    SELECT charge.currency, sum(charge.amount) AS amount, count(*) AS charges
    FROM open_charge
    JOIN charge ON charge.id = open_charge.charge_id
    WHERE open_charge.entity_id IN (SELECT visible.entity_id FROM visible)
      AND open_charge.due_on <= %(today)s::date
      AND (%(everybody)s::boolean OR charge.payer_id IN (SELECT mine.customer_id FROM mine))
    GROUP BY charge.currency
)
SELECT
    coalesce(owed.currency, to_bill.currency) AS currency,
    coalesce(owed.open_amount, 0) AS open_amount,
    coalesce(owed.overdue_amount, 0) AS overdue_amount,
    coalesce(owed.overdue_items, 0) AS overdue_items,
    coalesce(to_bill.amount, 0) AS to_bill_amount,
    coalesce(to_bill.charges, 0) AS charges_to_bill
FROM owed
FULL JOIN to_bill ON to_bill.currency = owed.currency
ORDER BY 1
