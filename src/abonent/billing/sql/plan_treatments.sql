-- Find how each sort of line is taxed and booked: the rate in force on the day in the seller's country, unless the line
-- credits another and keeps its rate, and the accounts by the most specific mapping. What is not found stays empty.
-- Reads   legal_entity, tax_rate, account_mapping
-- Takes   handed_over (product_id bigint, revenue_class text, tax_category text, deferred boolean, currency text, rate numeric)
-- Writes  billing_treatment, one row per sort
-- Again   safe: a sort that has a treatment in the run is left alone
WITH mapped AS (
    SELECT account_mapping.*,
           (account_mapping.product_id IS NOT NULL)::int * 4 + (account_mapping.tax_category <> '')::int * 2
               + (account_mapping.revenue_class <> '')::int AS precision
    FROM account_mapping
    WHERE account_mapping.entity_id = %(entity)s::bigint
)
INSERT INTO billing_treatment (
    run_id, ordinal, product_id, revenue_class, tax_category, deferred, currency, rate, exemption, income_account_id, vat_account_id
)
SELECT %(run)s::bigint,
       (SELECT coalesce(max(billing_treatment.ordinal), 0) FROM billing_treatment WHERE billing_treatment.run_id = %(run)s::bigint)
           + row_number() OVER (ORDER BY handed_over.product_id, handed_over.revenue_class, handed_over.tax_category),
       handed_over.product_id, handed_over.revenue_class, handed_over.tax_category, handed_over.deferred, handed_over.currency,
       coalesce(handed_over.rate, rate_of_the_day.rate), '', income.account_id, vat.account_id
FROM handed_over
JOIN legal_entity ON legal_entity.id = %(entity)s::bigint
LEFT JOIN LATERAL (
    SELECT tax_rate.rate
    FROM tax_rate
    WHERE tax_rate.tax_category_id = handed_over.tax_category
      AND tax_rate.country = legal_entity.country
      AND tax_rate.valid_from <= %(as_of)s::date
    ORDER BY tax_rate.valid_from DESC
    LIMIT 1
) AS rate_of_the_day ON true
LEFT JOIN LATERAL (
    SELECT mapped.account_id
    FROM mapped
    WHERE mapped.purpose = CASE WHEN handed_over.deferred THEN 'prepaid' ELSE 'revenue' END
      AND (mapped.product_id IS NULL OR mapped.product_id = handed_over.product_id)
      AND mapped.tax_category IN ('', handed_over.tax_category)
      AND mapped.revenue_class IN ('', handed_over.revenue_class)
    ORDER BY mapped.precision DESC
    LIMIT 1
) AS income ON true
LEFT JOIN LATERAL (
    SELECT mapped.account_id
    FROM mapped
    WHERE mapped.purpose = 'vat'
      AND (mapped.product_id IS NULL OR mapped.product_id = handed_over.product_id)
      AND mapped.tax_category IN ('', handed_over.tax_category)
      AND mapped.revenue_class IN ('', handed_over.revenue_class)
    ORDER BY mapped.precision DESC
    LIMIT 1
) AS vat ON true
WHERE NOT EXISTS (
    SELECT FROM billing_treatment
    WHERE billing_treatment.run_id = %(run)s::bigint
      AND billing_treatment.product_id = handed_over.product_id
      AND billing_treatment.revenue_class = handed_over.revenue_class
      AND billing_treatment.tax_category = handed_over.tax_category
      AND billing_treatment.deferred = handed_over.deferred
      AND billing_treatment.currency = handed_over.currency
)
