-- The charges due that cannot be billed as they stand: no rate of VAT for their class, no account, another currency than the
-- books' (no exchange rates yet). One reason per charge, the first that holds.
-- Reads   open_charge, charge, charge_component, legal_entity, billing_treatment
-- Feeds   runs/park_cases
SELECT DISTINCT ON (charge.id) 'charge' AS subject_kind, charge.id AS subject_id,
       CASE
           WHEN charge.currency <> legal_entity.currency THEN 'billing.no_exchange_rate'
           WHEN billing_treatment.rate IS NULL THEN 'billing.no_tax_rate'
           ELSE 'billing.no_account'
       END AS reason,
       jsonb_build_object(
           'tax_category', charge_component.tax_category, 'revenue_class', charge_component.revenue_class, 'currency', charge.currency
       ) AS parameters
FROM open_charge
JOIN charge ON charge.id = open_charge.charge_id
JOIN charge_component ON charge_component.charge_id = charge.id
JOIN legal_entity ON legal_entity.id = open_charge.entity_id
JOIN billing_treatment
  ON billing_treatment.run_id = %(run)s::bigint
 AND billing_treatment.product_id = coalesce(charge.product_id, 0)
 AND billing_treatment.revenue_class = charge_component.revenue_class
 AND billing_treatment.tax_category = charge_component.tax_category
 AND billing_treatment.deferred = charge_component.deferred
WHERE open_charge.entity_id = %(entity)s::bigint
  AND open_charge.due_on <= %(as_of)s::date
  AND (%(charges)s::bigint[] IS NULL OR open_charge.charge_id = ANY (%(charges)s::bigint[]))
  AND (charge.currency <> legal_entity.currency OR billing_treatment.rate IS NULL
       OR billing_treatment.income_account_id IS NULL OR billing_treatment.vat_account_id IS NULL)
ORDER BY charge.id, charge_component.ordinal
