-- The lines of a journal entry that an operation gives as a JSON list of account, customer and amount.
-- Reads   nothing
-- Writes  nothing: it is handed over to post_lines
-- Again   safe
SELECT %(entry)s::bigint AS entry_id, given.ordinal::smallint AS ordinal, given.account_id, given.customer_id, NULL::bigint AS unit_id, NULL::bigint AS product_id,
       '' AS tax_category, %(currency)s::text AS currency, given.amount AS document_amount, given.amount
FROM ROWS FROM (jsonb_to_recordset(%(lines)s::jsonb) AS (account_id bigint, customer_id bigint, amount numeric)) WITH ORDINALITY
    AS given (account_id, customer_id, amount, ordinal)
WHERE given.amount <> 0
