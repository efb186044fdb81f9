-- The charges due that cannot be billed as they stand: no rate of VAT for their class, no account, another currency than the
-- books' (no exchange rates yet). Usually none of the treatments is wanting, and then nothing is read. What an agent keeps of a charge waits
-- with it, and the charge with that.
-- Reads   open_charge, charge, charge_component, legal_entity, billing_treatment
-- Feeds   runs/park_cases
WITH wanting AS (
    SELECT billing_treatment.*,
           CASE
               WHEN billing_treatment.currency <> legal_entity.currency THEN 'billing.no_exchange_rate'
               WHEN billing_treatment.rate IS NULL THEN 'billing.no_tax_rate'
               ELSE 'billing.no_account'
           END AS reason
    FROM billing_treatment
    JOIN legal_entity ON legal_entity.id = %(entity)s::bigint
    WHERE billing_treatment.run_id = %(run)s::bigint
      AND (billing_treatment.currency <> legal_entity.currency OR billing_treatment.rate IS NULL
           OR billing_treatment.income_account_id IS NULL OR billing_treatment.vat_account_id IS NULL)
), found AS (
    SELECT DISTINCT ON (charge.id) charge.id AS charge_id, charge.source_kind, charge.source_id, wanting.reason,
           jsonb_build_object('tax_category', wanting.tax_category, 'revenue_class', wanting.revenue_class, 'currency', wanting.currency)
               AS parameters
    FROM wanting
    JOIN charge_component
      ON charge_component.revenue_class = wanting.revenue_class
     AND charge_component.tax_category = wanting.tax_category
     AND charge_component.deferred = wanting.deferred
    JOIN charge
      ON charge.id = charge_component.charge_id
     AND coalesce(charge.product_id, 0) = wanting.product_id
     AND charge.currency = wanting.currency
    JOIN open_charge ON open_charge.charge_id = charge.id
    WHERE open_charge.entity_id = %(entity)s::bigint
      AND (open_charge.due_on <= %(as_of)s::date AND %(charges)s::bigint[] IS NULL
           OR open_charge.charge_id = ANY (%(charges)s::bigint[]))
    ORDER BY charge.id, charge_component.ordinal
)
SELECT DISTINCT ON (together.id) %(run)s::bigint AS run_id, 'charge' AS subject_kind, together.id AS subject_id, found.reason, found.parameters
FROM found
CROSS JOIN LATERAL (
    SELECT found.charge_id AS id
    UNION ALL
    SELECT kept.id FROM charge AS kept WHERE kept.source_kind = 'commission' AND kept.source_id = found.charge_id
    UNION ALL
    SELECT found.source_id WHERE found.source_kind = 'commission'
) AS together
ORDER BY together.id, found.charge_id
