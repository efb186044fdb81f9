-- What the lines of a plan come to beside those of the plan before, by what `by` names, without what is held back.
-- Reads   billing_plan, billing_plan_line, billing_treatment, billing_hold, product, tax_category
-- Writes  nothing
-- Again   safe: a question
WITH parts AS (
    SELECT
        billing_plan.run_id, billing_plan.ordinal, billing_plan.currency, billing_plan_line.net,
        CASE WHEN %(by)s::text = 'product' THEN nullif(billing_treatment.product_id, 0) END AS product_id,
        CASE WHEN %(by)s::text = 'channel' THEN billing_plan.channel END AS channel,
        CASE WHEN %(by)s::text = 'vat' THEN billing_treatment.tax_category END AS tax_category
    FROM billing_plan
    JOIN billing_plan_line ON billing_plan_line.run_id = billing_plan.run_id AND billing_plan_line.ordinal = billing_plan.ordinal
    JOIN billing_treatment ON billing_treatment.run_id = billing_plan.run_id AND billing_treatment.ordinal = billing_plan_line.treatment
    WHERE billing_plan.run_id IN (%(run)s::bigint, %(before)s::bigint)
      AND NOT EXISTS (
          SELECT FROM billing_hold WHERE billing_hold.run_id = billing_plan.run_id AND billing_hold.ordinal = billing_plan.ordinal
      )
), summed AS (
    SELECT
        parts.currency, parts.product_id, parts.channel, parts.tax_category,
        count(DISTINCT parts.ordinal) FILTER (WHERE parts.run_id = %(run)s::bigint) AS documents,
        count(DISTINCT parts.ordinal) FILTER (WHERE parts.run_id = %(before)s::bigint) AS documents_before,
        coalesce(sum(parts.net) FILTER (WHERE parts.run_id = %(run)s::bigint), 0) AS net,
        coalesce(sum(parts.net) FILTER (WHERE parts.run_id = %(before)s::bigint), 0) AS net_before
    FROM parts
    GROUP BY 1, 2, 3, 4
)
SELECT
    summed.currency, summed.documents, summed.documents_before, summed.net, summed.net_before,
    coalesce(product.code, summed.channel, summed.tax_category, '') AS code,
    coalesce(product.name, tax_category.name, '{}'::jsonb) AS name
FROM summed
LEFT JOIN product ON product.id = summed.product_id
LEFT JOIN tax_category ON tax_category.code = summed.tax_category
ORDER BY greatest(abs(summed.net), abs(summed.net_before)) DESC, code
