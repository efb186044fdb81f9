-- What a chunk posts to the journal: the receivable in debit; the rounding, and income (or prepaid) and VAT of each line in credit.
-- Ordinals follow the lines, 0 the receivable and 1 the rounding, so that a line of the journal names the line it is for.
-- Reads   billing_plan, billing_plan_line, billing_treatment, billing_left_out
-- Feeds   ledger/post_lines
SELECT billing_plan.entry_id, (billing_plan_line.line * 2 * (side.place > 1)::int + mod(side.place, 2))::smallint AS ordinal,
       side.account_id, billing_plan.payer_id AS customer_id, billing_plan_line.unit_id,
       CASE WHEN side.place = 2 THEN nullif(billing_treatment.product_id, 0) END AS product_id,
       CASE WHEN side.place > 1 THEN billing_treatment.tax_category ELSE '' END AS tax_category, billing_plan.currency,
       side.amount AS document_amount, side.amount
FROM billing_plan
JOIN billing_plan_line ON billing_plan_line.run_id = billing_plan.run_id AND billing_plan_line.ordinal = billing_plan.ordinal
JOIN billing_treatment ON billing_treatment.run_id = billing_plan.run_id AND billing_treatment.ordinal = billing_plan_line.treatment
CROSS JOIN LATERAL (
    VALUES (0, %(receivable_account)s::bigint, CASE billing_plan_line.line WHEN 1 THEN billing_plan.total ELSE 0 END),
           (1, %(rounding_account)s::bigint, CASE billing_plan_line.line WHEN 1 THEN -billing_plan.rounding ELSE 0 END),
           (2, billing_treatment.income_account_id, -billing_plan_line.net),
           (3, billing_treatment.vat_account_id, -billing_plan_line.vat)
) AS side(place, account_id, amount)
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND side.amount <> 0
  AND NOT EXISTS (
      SELECT FROM billing_left_out
      WHERE billing_left_out.run_id = billing_plan.run_id AND billing_left_out.ordinal = billing_plan.ordinal
  )
