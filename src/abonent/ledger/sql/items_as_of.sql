-- What was open of the items of a company after a day, by the days on which it was due: of all customers, or of some. An allocation counts
-- from the day on which the journal has it: its own entry, that of the payment it was booked with, or that of the return that took it back.
-- Money that came before the item which it settled was opened stands as a credit until then, as it does on the account. A run, which is
-- nobody's, names no viewer. Counted from what is open now backwards, so that only what happened since the day is looked at.
-- Reads   receivable, open_receivable, allocation, payment, journal_entry, customer, due_part, staff_entity
-- Writes  nothing
-- Feeds   ledger/ageing, ledger/aged_items
-- Again   safe: a question
WITH mine AS NOT MATERIALIZED (
    SELECT receivable.id, receivable.amount, receivable.opened_on
    FROM receivable
    WHERE receivable.entity_id = %(entity)s::bigint
      AND (
          %(customers)s::bigint[] IS NULL
          OR receivable.customer_id IN (SELECT customer.id FROM customer WHERE customer.canonical_id = ANY(%(customers)s::bigint[]))
      )
      AND (
          %(viewer)s::bigint IS NULL
          OR receivable.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
      )
), settled_since AS (
    SELECT mine.id, allocation.amount
    FROM mine
    JOIN allocation ON allocation.receivable_id = mine.id
    LEFT JOIN payment ON payment.id = allocation.payment_id
    LEFT JOIN payment AS returned ON allocation.amount < 0 AND returned.returns_id = allocation.payment_id
    LEFT JOIN journal_entry ON journal_entry.kind = 'allocation' AND journal_entry.source_id = allocation.id
    WHERE (allocation.allocated_on > %(as_of)s::date OR payment.received_on > %(as_of)s::date)
      AND coalesce(
              journal_entry.posted_on,
              CASE
                  WHEN allocation.credit_id IS NOT NULL THEN allocation.allocated_on
                  WHEN allocation.amount > 0 THEN payment.received_on
                  ELSE returned.received_on
              END
          ) > %(as_of)s::date
), counted AS (
    SELECT moved.id, sum(moved.amount) AS open_amount
    FROM (
        SELECT mine.id, open_receivable.open_amount AS amount
        FROM mine
        JOIN open_receivable ON open_receivable.receivable_id = mine.id
        UNION ALL
        SELECT mine.id, -mine.amount FROM mine WHERE mine.opened_on > %(as_of)s::date
        UNION ALL
        SELECT settled_since.id, settled_since.amount FROM settled_since
        UNION ALL
        SELECT mine.id, -allocation.amount
        FROM mine
        JOIN allocation ON allocation.credit_id = mine.id
        WHERE allocation.allocated_on > %(as_of)s::date
    ) AS moved
    GROUP BY moved.id
    HAVING sum(moved.amount) <> 0
)
SELECT receivable.id AS receivable_id, customer.canonical_id AS customer_id, receivable.currency, receivable.document_number,
       receivable.source_kind, receivable.opened_on, coalesce(due_part.due_on, receivable.due_on) AS due_on, receivable.amount,
       coalesce(
           due_part.to_amount - greatest(due_part.from_amount, receivable.amount - counted.open_amount), counted.open_amount
       ) AS open_amount
FROM counted
JOIN receivable ON receivable.id = counted.id
JOIN customer ON customer.id = receivable.customer_id
LEFT JOIN due_part
  ON due_part.receivable_id = receivable.id
 AND due_part.to_amount > receivable.amount - counted.open_amount
