-- What agents who are billed for their readers keep of the charges due: by the terms of the first day of the term that was sold, so that
-- what is credited of it later takes back what was kept of it. A percent is of every charge, an amount for a copy or an order of the
-- price of the term alone.
-- Reads   agent, customer, charge, open_charge, charge_of_term, term, subscription_party, commission_terms
-- Writes  nothing
-- Feeds   charges/write_charges
WITH due AS MATERIALIZED (
    SELECT DISTINCT ON (charge.id)
           charge.id, charge.payer_id, charge.receiver_id, charge.entity_id, charge.source_kind, charge.product_id, charge.during,
           charge.quantity, charge.amount, charge.basis, charge.currency, charge.description, open_charge.due_on, agent.id AS agent_id,
           payer.canonical_id AS payers_record
    FROM agent
    JOIN customer AS mediator ON mediator.id = agent.customer_id
    JOIN customer AS payer ON payer.canonical_id = mediator.canonical_id
    JOIN charge ON charge.payer_id = payer.id
    JOIN open_charge ON open_charge.charge_id = charge.id
    WHERE agent.mode IN ('net', 'bills')
      AND open_charge.entity_id = %(entity)s::bigint
      AND (open_charge.due_on <= %(as_of)s::date AND %(asked)s::bigint[] IS NULL OR charge.id = ANY (%(asked)s::bigint[]))
      AND NOT EXISTS (SELECT FROM charge AS kept WHERE kept.source_kind = 'commission' AND kept.source_id = charge.id)
    ORDER BY charge.id, agent.id
), sold AS (
    SELECT due.*, lower(term.sold_during) AS sold_on, term.ordinal AS term_ordinal
    FROM due
    JOIN charge_of_term ON charge_of_term.charge_id = due.id
    JOIN term ON term.id = charge_of_term.term_id
    WHERE EXISTS (
        SELECT
        FROM subscription_party
        JOIN customer AS mediator ON mediator.id = subscription_party.customer_id
        WHERE subscription_party.subscription_id = term.subscription_id
          AND subscription_party.role = 'agent'
          AND subscription_party.withdrawn_at IS NULL
          AND subscription_party.during @> lower(term.sold_during)
          AND mediator.canonical_id = due.payers_record
    )
), kept AS (
    SELECT sold.*, agreed.percent, agreed.per_copy, agreed.per_order, agreed.trace_id,
           CASE
               WHEN agreed.percent > 0 THEN round(sold.amount * agreed.percent / 100, %(exponent)s::int)
               WHEN sold.source_kind = 'term' THEN least(
                   round(agreed.per_copy * sold.quantity + agreed.per_order * (sold.term_ordinal = 1)::int, %(exponent)s::int), sold.amount)
               ELSE 0
           END AS kept_amount
    FROM sold
    CROSS JOIN LATERAL (
        SELECT commission_terms.percent, commission_terms.per_copy, commission_terms.per_order, commission_terms.trace_id
        FROM commission_terms
        WHERE commission_terms.agent_id = sold.agent_id
          AND commission_terms.entity_id = sold.entity_id
          AND commission_terms.during @> sold.sold_on
          AND (commission_terms.product_id = sold.product_id OR commission_terms.product_id IS NULL)
        ORDER BY commission_terms.product_id NULLS LAST
        LIMIT 1
    ) AS agreed
)
SELECT nextval('charge_id_seq') AS id, kept.payer_id, kept.receiver_id, kept.entity_id, 'commission' AS source_kind, kept.id AS source_id,
       1::smallint AS ordinal, NULL::bigint AS replaces_id, kept.product_id, kept.during, 1::numeric AS quantity,
       -kept.kept_amount AS unit_price, -kept.kept_amount AS amount, kept.basis, kept.currency,
       jsonb_build_object('code', 'charge.commission', 'product', kept.description -> 'product')
           || CASE WHEN kept.percent > 0 THEN jsonb_build_object('percent', trim_scale(kept.percent)::text) ELSE '{}' END AS description,
       kept.trace_id, NULL::bigint AS run_id, kept.due_on
FROM kept
WHERE kept.kept_amount <> 0
