-- Whose items unknown bank lines name: by reference, by a reference with one wrong last digit, by a number in the text.
-- Reads   unknown_bank_line, bank_line, bank_account, receivable, customer, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH waiting AS (
    SELECT bank_line.id, bank_account.entity_id, bank_line.currency, bank_line.reference, bank_line.text, bank_line.text_references,
           bank_line.end_to_end_id
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_line.id = ANY(%(lines)s::bigint[])
      AND bank_account.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
), written AS (
    SELECT waiting.id, 'reference' AS how, waiting.reference AS number
    FROM waiting
    WHERE waiting.reference <> ''
    UNION
    SELECT waiting.id, 'check_digit', left(waiting.reference, -1) || digit.digit
    FROM waiting
    CROSS JOIN generate_series(0, 9) AS digit (digit)
    WHERE waiting.reference ~ '^[0-9]{4,}$' AND digit.digit::text <> right(waiting.reference, 1)
    UNION
    SELECT waiting.id, 'text', unnest(waiting.text_references)
    FROM waiting
    UNION
    SELECT waiting.id, 'text', word.word
    FROM waiting
    CROSS JOIN LATERAL regexp_split_to_table(waiting.text || ' ' || waiting.end_to_end_id, '[^0-9A-Za-z-]+') AS word (word)
    WHERE length(word.word) BETWEEN 4 AND 35 AND word.word ~ '[0-9]'
)
SELECT DISTINCT waiting.id AS bank_line_id, customer.canonical_id AS customer_id, written.how, named.id AS receivable_id
FROM written
JOIN waiting ON waiting.id = written.id
CROSS JOIN LATERAL (
    -- A few are enough; with a LIMIT each number is one descent of an index, however many items there are.
    (
        SELECT receivable.id, receivable.customer_id
        FROM receivable
        WHERE receivable.reference = written.number AND receivable.entity_id = waiting.entity_id AND receivable.currency = waiting.currency
        LIMIT 5
    )
    UNION
    (
        SELECT receivable.id, receivable.customer_id
        FROM receivable
        WHERE receivable.document_number = written.number AND written.how <> 'check_digit'
          AND receivable.entity_id = waiting.entity_id AND receivable.currency = waiting.currency
          AND receivable.amount > 0
        LIMIT 5
    )
) AS named
JOIN customer ON customer.id = named.customer_id
ORDER BY waiting.id, customer.canonical_id, written.how, named.id
