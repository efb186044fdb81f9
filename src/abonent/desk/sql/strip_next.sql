-- What comes next to a customer: the next paper and its day, the next day on which something is due to be invoiced, and how much that day;
-- and how often he complained lately of what came, after a day.
-- Reads   subscription, pause, term, product, product_component, edition, issue, open_charge, charge, delivery_complaint, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
), delivery AS (
    SELECT issue.published_on, product.name
    FROM subscription
    JOIN visible ON visible.entity_id = subscription.entity_id
    JOIN term ON term.subscription_id = subscription.id
    JOIN product ON product.id = term.product_id
    JOIN product_component ON product_component.product_id = product.id
    JOIN edition ON edition.id = product_component.edition_id
    JOIN issue
      ON issue.edition_id = product_component.edition_id
     AND issue.published_on >= %(today)s::date
     AND issue.published_on <= %(today)s::date + 100
     AND term.during @> issue.published_on
    WHERE subscription.subscriber_id = ANY(%(customers)s::bigint[])
      AND (coalesce(product_component.weekdays, term.weekdays) & term.weekdays
           & (1 << (extract(isodow FROM issue.published_on)::integer - 1))) > 0
      AND NOT EXISTS (
          SELECT FROM pause
          WHERE pause.subscription_id = subscription.id
            AND pause.withdrawn_at IS NULL
            AND pause.during @> issue.published_on
            AND NOT (pause.digital_goes_on AND edition.medium = 'electronic')
      )
    ORDER BY issue.published_on, subscription.id
    LIMIT 1
), invoice AS (
    SELECT open_charge.due_on, charge.currency, sum(charge.amount) AS amount
    FROM charge
    JOIN visible ON visible.entity_id = charge.entity_id
    JOIN open_charge ON open_charge.charge_id = charge.id
    WHERE charge.payer_id = ANY(%(customers)s::bigint[])
      AND open_charge.due_on IS NOT NULL
    GROUP BY open_charge.due_on, charge.currency
    ORDER BY open_charge.due_on, charge.currency
    LIMIT 1
), complained AS (
    SELECT count(*) AS complaints
    FROM delivery_complaint
    JOIN subscription ON subscription.id = delivery_complaint.subscription_id
    JOIN visible ON visible.entity_id = subscription.entity_id
    WHERE subscription.subscriber_id = ANY(%(customers)s::bigint[])
      AND delivery_complaint.withdrawn_at IS NULL
      AND delivery_complaint.reported_on > %(lately)s::date
)
SELECT delivery.published_on, delivery.name, invoice.due_on, invoice.currency, invoice.amount, complained.complaints
FROM complained
LEFT JOIN delivery ON true
LEFT JOIN invoice ON true
