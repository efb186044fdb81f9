-- Plan the lines: the components of the charges due, one invoice per payer and basis, with the VAT of each rate taken on the
-- document and split to its lines by largest remainder. Counted in the smallest unit of the currency, so that floor() is exact.
-- Reads   open_charge, charge, charge_component, customer, billing_treatment, parked_case
-- Writes  billing_plan_line, one row per component; invoices are numbered by payer, lines by charge
-- Again   safe: a run that has lines is left alone
WITH due AS (
    SELECT ordered_by.canonical_id AS payer_id, charge.currency, charge.basis, charge.id AS charge_id,
           charge_component.ordinal AS component_ordinal, billing_treatment.ordinal AS treatment, billing_treatment.tax_category,
           billing_treatment.rate, charge_component.amount,
           CASE charge.basis WHEN 'gross' THEN 1 + billing_treatment.rate ELSE 1 END AS vat_divisor,
           charge_component.unit_id, charge.trace_id, charge.during, charge.quantity,
           round(charge_component.amount / charge.quantity, 6) AS unit_price,
           charge.description || jsonb_build_object('part', charge_component.description) AS description
    FROM open_charge
    JOIN charge ON charge.id = open_charge.charge_id
    JOIN charge_component ON charge_component.charge_id = charge.id
    JOIN customer AS ordered_by ON ordered_by.id = charge.payer_id
    JOIN billing_treatment
      ON billing_treatment.run_id = %(run)s::bigint
     AND billing_treatment.product_id = coalesce(charge.product_id, 0)
     AND billing_treatment.revenue_class = charge_component.revenue_class
     AND billing_treatment.tax_category = charge_component.tax_category
     AND billing_treatment.deferred = charge_component.deferred
    WHERE open_charge.entity_id = %(entity)s::bigint
      AND open_charge.due_on <= %(as_of)s::date
      AND (%(charges)s::bigint[] IS NULL OR open_charge.charge_id = ANY (%(charges)s::bigint[]))
      AND NOT EXISTS (
          SELECT FROM parked_case
          WHERE parked_case.run_id = %(run)s::bigint AND parked_case.subject_kind = 'charge' AND parked_case.subject_id = charge.id
      )
      AND NOT EXISTS (SELECT FROM billing_plan_line WHERE billing_plan_line.run_id = %(run)s::bigint)
), taxed AS (
    SELECT due.*,
           dense_rank() OVER (ORDER BY due.payer_id, due.currency, due.basis) AS ordinal,
           row_number() OVER lines_of_document AS line,
           due.amount * due.rate / due.vat_divisor * %(units)s::numeric AS exact_vat,
           round(sum(due.amount) OVER rate_of_document * due.rate / due.vat_divisor * %(units)s::numeric) AS document_vat
    FROM due
    WINDOW lines_of_document AS (PARTITION BY due.payer_id, due.currency, due.basis ORDER BY due.charge_id, due.component_ordinal),
           rate_of_document AS (PARTITION BY due.payer_id, due.currency, due.basis, due.tax_category, due.rate)
), split AS (
    SELECT taxed.*,
           CASE
               WHEN row_number() OVER by_remainder <= taxed.document_vat - sum(floor(taxed.exact_vat)) OVER rate_of_document
               THEN floor(taxed.exact_vat) + 1
               ELSE floor(taxed.exact_vat)
           END / %(units)s::numeric AS vat
    FROM taxed
    WINDOW rate_of_document AS (PARTITION BY taxed.ordinal, taxed.tax_category, taxed.rate),
           by_remainder AS (
               PARTITION BY taxed.ordinal, taxed.tax_category, taxed.rate
               ORDER BY taxed.exact_vat - floor(taxed.exact_vat) DESC, taxed.line
           )
)
INSERT INTO billing_plan_line (
    run_id, ordinal, line, treatment, charge_id, component_ordinal, payer_id, currency, basis, description, during, quantity, unit_price,
    net, vat, gross, unit_id, trace_id
)
SELECT %(run)s::bigint, split.ordinal, split.line, split.treatment, split.charge_id, split.component_ordinal, split.payer_id,
       split.currency, split.basis, split.description, split.during, split.quantity, split.unit_price,
       CASE split.basis WHEN 'gross' THEN split.amount - split.vat ELSE split.amount END, split.vat,
       CASE split.basis WHEN 'gross' THEN split.amount ELSE split.amount + split.vat END, split.unit_id, split.trace_id
FROM split
ORDER BY split.ordinal, split.line
