-- Write down many interactions at once, as they are handed over.
-- Reads   what is handed over
-- Writes  interaction, one row for each that is handed over
-- Takes   handed_over (customer_id bigint, kind text, direction text, subject text, body text, result text, happened_at timestamptz, recorded_by_id bigint)
-- Again   safe: what is written already is left alone
INSERT INTO interaction (customer_id, kind, direction, subject, body, result, happened_at, recorded_by_id)
SELECT handed_over.customer_id, handed_over.kind, handed_over.direction, handed_over.subject, handed_over.body, handed_over.result,
    handed_over.happened_at, handed_over.recorded_by_id
FROM handed_over
WHERE NOT EXISTS (
    SELECT
    FROM interaction
    WHERE interaction.customer_id = handed_over.customer_id
      AND interaction.happened_at = handed_over.happened_at
      AND interaction.kind = handed_over.kind
      AND interaction.body = handed_over.body
)
ORDER BY handed_over.happened_at, handed_over.customer_id
