-- Who may have paid unknown bank lines: has paid from the account before, has the payer's name, has an open item of the amount.
-- Reads   unknown_bank_line, bank_line, bank_account, payment, customer, customer_search, receivable, open_receivable, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH waiting AS (
    SELECT bank_line.id, bank_account.entity_id, bank_line.currency, bank_line.amount, bank_line.booked_on, bank_line.counterpart_account,
           regexp_replace(translate(fold_text(bank_line.counterpart_name), '-,.', '   '), '\s+', ' ', 'g') AS payer_name
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_line.id = ANY(%(lines)s::bigint[])
      AND bank_line.amount > 0
      AND bank_account.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
), by_account AS (
    SELECT waiting.id, customer.canonical_id AS customer_id, count(*) AS times
    FROM waiting
    CROSS JOIN LATERAL (
        -- A bank's own account may have sent a hundred thousand lines.
        SELECT payment.customer_id
        FROM bank_line AS earlier
        JOIN payment ON payment.bank_line_id = earlier.id AND payment.amount > 0 AND payment.entity_id = waiting.entity_id
        WHERE earlier.counterpart_account = waiting.counterpart_account
          AND earlier.counterpart_account <> ''
          AND NOT EXISTS (SELECT FROM payment AS withdrawal WHERE withdrawal.returns_id = payment.id)
        LIMIT 200
    ) AS paid
    JOIN customer ON customer.id = paid.customer_id
    GROUP BY waiting.id, customer.canonical_id
), written AS (
    SELECT waiting.id, name.name
    FROM waiting
    CROSS JOIN LATERAL (VALUES (waiting.payer_name), (substring(waiting.payer_name FROM '^\S+ \S+'))) AS name (name)
    WHERE length(name.name) >= 4
), by_name AS (
    SELECT DISTINCT written.id, customer.canonical_id AS customer_id
    FROM written
    CROSS JOIN LATERAL (
        (
            SELECT customer_search.customer_id
            FROM customer_search
            WHERE customer_search.family_first >= written.name COLLATE "C" AND customer_search.family_first < written.name || '~' COLLATE "C"
            LIMIT 3
        )
        UNION
        (
            SELECT customer_search.customer_id
            FROM customer_search
            WHERE customer_search.given_first >= written.name COLLATE "C" AND customer_search.given_first < written.name || '~' COLLATE "C"
            LIMIT 3
        )
    ) AS called
    JOIN customer ON customer.id = called.customer_id
), by_amount AS (
    SELECT waiting.id, customer.canonical_id AS customer_id, receivable.id AS receivable_id, count(*) OVER same_line AS times,
           row_number() OVER (same_line ORDER BY abs(receivable.due_on - waiting.booked_on), receivable.id) AS place
    FROM waiting
    JOIN open_receivable ON open_receivable.open_amount = waiting.amount
    JOIN receivable
      ON receivable.id = open_receivable.receivable_id
     AND receivable.entity_id = waiting.entity_id
     AND receivable.currency = waiting.currency
    JOIN customer ON customer.id = receivable.customer_id
    WINDOW same_line AS (PARTITION BY waiting.id)
)
SELECT by_account.id AS bank_line_id, by_account.customer_id, 'account' AS how, by_account.times
FROM by_account
UNION ALL
SELECT by_name.id, by_name.customer_id, 'name', 0
FROM by_name
UNION ALL
SELECT by_amount.id, by_amount.customer_id, 'amount', by_amount.times
FROM by_amount
WHERE by_amount.place <= 3
ORDER BY 1, 2, 3
