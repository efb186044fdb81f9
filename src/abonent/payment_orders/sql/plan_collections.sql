-- Plan what is taken by mandates: each open item that is paid by direct debit and due within the window of its company, by the mandate that
-- stands; again, some days later, where the account had lacked cover.
-- Reads   open_receivable, receivable, customer, mandate, receivable_method, payer_method, collection_terms, collection, a sequence
-- Writes  planned_collection, one row per item
-- Again   safe: a run that has a plan gets no other
WITH due AS (
    SELECT receivable.id AS receivable_id, receivable.currency, open_receivable.open_amount, mandate.id AS mandate_id, mandate.scheme,
           greatest(receivable.due_on, %(as_of)s::date + 1) AS collect_on, coalesce(latest.attempt, 0) + 1 AS attempt
    FROM open_receivable
    JOIN receivable ON receivable.id = open_receivable.receivable_id AND receivable.entity_id = %(entity)s::bigint
    JOIN customer ON customer.id = receivable.customer_id
    JOIN collection_terms ON collection_terms.entity_id = receivable.entity_id
    JOIN customer AS payer ON payer.canonical_id = customer.canonical_id
    JOIN mandate ON mandate.customer_id = payer.id AND mandate.entity_id = receivable.entity_id AND mandate.state = 'approved'
    LEFT JOIN receivable_method ON receivable_method.receivable_id = receivable.id
    LEFT JOIN payer_method ON payer_method.customer_id = customer.canonical_id
    LEFT JOIN LATERAL (
        SELECT collection.state, collection.code, collection.attempt, collection.answered_on
        FROM collection
        WHERE collection.receivable_id = receivable.id AND collection.state <> 'withdrawn'
        ORDER BY collection.attempt DESC
        LIMIT 1
    ) AS latest ON true
    WHERE open_receivable.open_amount > 0
      AND receivable.due_on <= %(as_of)s::date + collection_terms.days_before
      AND coalesce(receivable_method.method, payer_method.method) = 'direct_debit'
      AND (
          mandate.scheme = 'sepa' AND receivable.currency = 'EUR' AND collection_terms.sepa_account_id IS NOT NULL
          AND collection_terms.creditor_id <> ''
          OR mandate.scheme = 'autogiro' AND receivable.currency = 'SEK' AND collection_terms.autogiro_account_id IS NOT NULL
          AND collection_terms.autogiro_customer <> ''
      )
      AND (
          latest.attempt IS NULL
          OR latest.state = 'failed'
          AND latest.code = ANY(%(no_cover)s::text[])
          AND latest.attempt <= collection_terms.retries
          AND latest.answered_on + collection_terms.retry_days <= %(as_of)s::date
      )
)
INSERT INTO planned_collection (
    run_id, ordinal, receivable_id, mandate_id, scheme, currency, expected_open, collect_on, sequence, attempt, collection_id
)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY due.collect_on, due.receivable_id), due.receivable_id, due.mandate_id, due.scheme,
       due.currency, due.open_amount, due.collect_on,
       CASE
           WHEN row_number() OVER (PARTITION BY due.mandate_id ORDER BY due.collect_on, due.receivable_id) = 1
            AND NOT EXISTS (
                SELECT FROM collection WHERE collection.mandate_id = due.mandate_id AND collection.state IN ('under_way', 'paid')
            )
           THEN 'FRST'
           ELSE 'RCUR'
       END,
       due.attempt, nextval('collection_id_seq')
FROM due
WHERE NOT EXISTS (SELECT FROM planned_collection WHERE planned_collection.run_id = %(run)s::bigint)
