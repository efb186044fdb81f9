-- What a chunk posts to the journal: the receivable in debit; income (or prepaid) and VAT of each line and the rounding in credit.
-- Ordinals follow the lines, 0 the receivable and 1 the rounding, so that a line of the journal names the line it is for.
-- Reads   billing_plan, billing_plan_line, billing_treatment, billing_left_out
-- Feeds   ledger/post_lines
WITH documents AS (
    SELECT billing_plan.ordinal, billing_plan.entry_id, billing_plan.payer_id, billing_plan.currency, billing_plan.total,
           billing_plan.rounding
    FROM billing_plan
    WHERE billing_plan.run_id = %(run)s::bigint
      AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
      AND NOT EXISTS (
          SELECT FROM billing_left_out
          WHERE billing_left_out.run_id = billing_plan.run_id AND billing_left_out.ordinal = billing_plan.ordinal
      )
), amounts AS (
    SELECT documents.entry_id, 0 AS ordinal, %(receivable_account)s::bigint AS account_id, documents.payer_id, NULL::bigint AS unit_id,
           '' AS tax_category, documents.currency, documents.total AS amount
    FROM documents
    UNION ALL
    SELECT documents.entry_id, 1, %(rounding_account)s::bigint, documents.payer_id, NULL, '', documents.currency, -documents.rounding
    FROM documents
    UNION ALL
    SELECT documents.entry_id, billing_plan_line.line * 2 + side.place, side.account_id, documents.payer_id, billing_plan_line.unit_id,
           billing_treatment.tax_category, documents.currency, -side.amount
    FROM documents
    JOIN billing_plan_line ON billing_plan_line.run_id = %(run)s::bigint AND billing_plan_line.ordinal = documents.ordinal
    JOIN billing_treatment
      ON billing_treatment.run_id = %(run)s::bigint AND billing_treatment.ordinal = billing_plan_line.treatment
    CROSS JOIN LATERAL (
        VALUES (0, billing_treatment.income_account_id, billing_plan_line.net), (1, billing_treatment.vat_account_id, billing_plan_line.vat)
    ) AS side(place, account_id, amount)
)
SELECT amounts.entry_id, amounts.ordinal::smallint AS ordinal, amounts.account_id, amounts.payer_id AS customer_id, amounts.unit_id,
       amounts.tax_category, amounts.currency, amounts.amount AS document_amount, amounts.amount
FROM amounts
WHERE amounts.amount <> 0
