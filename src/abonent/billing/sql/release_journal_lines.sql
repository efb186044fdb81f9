-- What a release posts to the journal: what was earned in debit of the prepaid account and in credit of the revenue account.
-- Reads   revenue_release_line
-- Feeds   ledger/post_lines
SELECT line.entry_id, (line.place * 2 + side.place)::smallint AS ordinal, side.account_id, NULL::bigint AS customer_id, line.unit_id,
       line.product_id, line.tax_category, line.currency, side.amount AS document_amount, side.amount
FROM (
    SELECT revenue_release_line.*,
           row_number() OVER (PARTITION BY revenue_release_line.entry_id ORDER BY revenue_release_line.ordinal) - 1 AS place
    FROM revenue_release_line
    WHERE revenue_release_line.release_id = %(release)s::bigint AND revenue_release_line.entry_id IS NOT NULL
) AS line
CROSS JOIN LATERAL (
    VALUES (0, line.prepaid_account_id, line.earned), (1, line.revenue_account_id, -line.earned)
) AS side(place, account_id, amount)
ORDER BY line.entry_id
