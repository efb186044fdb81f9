-- Plan the lines: the components of the charges due, one invoice per payer and basis, and by what else he wishes to have apart. VAT is
-- that of the line alone; where a rate has several lines on a document, split_vat corrects it. What an agent keeps of a charge stands
-- with it.
-- Reads   open_charge, charge, charge_component, customer, invoice_wish, charge_of_term, term, subscription, billing_treatment, parked_case
-- Writes  billing_plan_line, one row per component; invoices are numbered by payer, lines by charge
-- Again   safe: a run that has lines behind `after`, which is 0 for a whole plan, is left alone
WITH due AS (
    SELECT ordered_by.canonical_id AS payer_id, charge.basis, charge.id AS charge_id, charge_component.ordinal AS component_ordinal,
           billing_treatment.ordinal AS treatment, billing_treatment.rate, charge_component.amount,
           round(charge_component.amount * billing_treatment.rate
                 / CASE charge.basis WHEN 'gross' THEN 1 + billing_treatment.rate ELSE 1 END, %(exponent)s::int) AS vat,
           CASE
               WHEN charge_component.amount = charge.amount THEN charge.description
               ELSE charge.description || jsonb_build_object('part', charge_component.description)
           END AS description,
           charge.during, charge.quantity, charge_component.unit_id, charge.trace_id,
           CASE
               WHEN invoice_wish.apart_by = 'receiver'
                   THEN (SELECT receiver.canonical_id::text FROM customer AS receiver WHERE receiver.id = charge.receiver_id)
               WHEN invoice_wish.apart_by IN ('subscription', 'reference') THEN (
                   SELECT CASE invoice_wish.apart_by WHEN 'reference' THEN subscription.reference ELSE subscription.number::text END
                   FROM charge_of_term
                   JOIN term ON term.id = charge_of_term.term_id
                   JOIN subscription ON subscription.id = term.subscription_id
                   WHERE charge_of_term.charge_id = CASE charge.source_kind WHEN 'commission' THEN charge.source_id ELSE charge.id END
                   LIMIT 1
               )
           END COLLATE "C" AS apart
    FROM open_charge
    JOIN charge ON charge.id = open_charge.charge_id
    JOIN charge_component ON charge_component.charge_id = charge.id
    JOIN customer AS ordered_by ON ordered_by.id = charge.payer_id
    LEFT JOIN invoice_wish ON invoice_wish.customer_id = ordered_by.canonical_id
    JOIN billing_treatment
      ON billing_treatment.run_id = %(run)s::bigint
     AND billing_treatment.product_id = coalesce(charge.product_id, 0)
     AND billing_treatment.revenue_class = charge_component.revenue_class
     AND billing_treatment.tax_category = charge_component.tax_category
     AND billing_treatment.deferred = charge_component.deferred
     AND billing_treatment.currency = charge.currency
    WHERE open_charge.entity_id = %(entity)s::bigint
      AND (open_charge.due_on <= %(as_of)s::date AND %(charges)s::bigint[] IS NULL
           OR open_charge.charge_id = ANY (%(charges)s::bigint[]))
      AND NOT EXISTS (
          SELECT FROM parked_case
          WHERE parked_case.run_id = %(run)s::bigint AND parked_case.subject_kind = 'charge' AND parked_case.subject_id = charge.id
      )
      AND NOT EXISTS (SELECT FROM billing_plan_line WHERE billing_plan_line.run_id = %(run)s::bigint AND billing_plan_line.ordinal > %(after)s::int)
)
INSERT INTO billing_plan_line (
    run_id, ordinal, line, treatment, charge_id, component_ordinal, payer_id, basis, rate, description, during, quantity, unit_price,
    net, vat, gross, unit_id, trace_id
)
SELECT %(run)s::bigint, %(after)s::int + dense_rank() OVER (ORDER BY due.payer_id, due.basis, due.apart),
       row_number() OVER (PARTITION BY due.payer_id, due.basis, due.apart ORDER BY due.charge_id, due.component_ordinal),
       due.treatment, due.charge_id, due.component_ordinal, due.payer_id, due.basis, due.rate, due.description, due.during, due.quantity,
       round(due.amount / due.quantity, 6),
       CASE due.basis WHEN 'gross' THEN due.amount - due.vat ELSE due.amount END, due.vat,
       CASE due.basis WHEN 'gross' THEN due.amount ELSE due.amount + due.vat END, due.unit_id, due.trace_id
FROM due
