-- How many copies were complained of and how many were sold, week by week, in the areas with complaints. Sold are the copies of the terms
-- that run on the Monday of a week, times the printed papers of that week on their weekdays; pauses are not taken off.
-- Takes   handed_over (place_id bigint, area text)
-- Reads   delivery_complaint, issue, subscription, staff_entity, address, customer, term, product_component, edition
-- Writes  nothing
-- Again   safe: a question
WITH week AS (
    SELECT begins::date AS first, begins::date + 7 AS until
    FROM generate_series(%(first)s::date, %(until)s::date - 7, interval '7 days') AS begins
), complained AS (
    SELECT handed_over.area, date_trunc('week', issue.published_on)::date AS first, sum(delivery_complaint.copies) AS copies
    FROM delivery_complaint
    JOIN issue ON issue.id = delivery_complaint.issue_id
    JOIN handed_over ON handed_over.place_id = delivery_complaint.place_id
    JOIN subscription ON subscription.id = delivery_complaint.subscription_id
    WHERE issue.published_on >= %(first)s::date
      AND issue.published_on < %(until)s::date
      AND delivery_complaint.withdrawn_at IS NULL
      AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
    GROUP BY handed_over.area, date_trunc('week', issue.published_on)
), standing AS (
    -- The copies sold of each product and pattern in each of these areas, on each Monday.
    SELECT handed_over.area, week.first, week.until, term.product_id, term.weekdays, sum(term.copies) AS copies
    FROM handed_over
    JOIN address ON address.place_id = handed_over.place_id AND address.kind = 'delivery' AND NOT address.temporary
    JOIN customer AS subscriber ON subscriber.canonical_id = address.customer_id
    JOIN subscription ON subscription.subscriber_id = subscriber.id AND subscription.delivery_method <> 'none'
    JOIN term ON term.subscription_id = subscription.id
    JOIN week ON term.during @> week.first AND address.during @> week.first
    WHERE handed_over.area IN (SELECT complained.area FROM complained)
      AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
    GROUP BY handed_over.area, week.first, week.until, term.product_id, term.weekdays
), sold AS (
    SELECT standing.area, standing.first, sum(standing.copies * papers.count) AS copies
    FROM standing
    CROSS JOIN LATERAL (
        SELECT count(*) AS count
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id AND edition.medium <> 'electronic'
        JOIN issue ON issue.edition_id = edition.id AND issue.published_on >= standing.first AND issue.published_on < standing.until
        WHERE product_component.product_id = standing.product_id
          AND standing.weekdays & coalesce(product_component.weekdays, 127)
              & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
    ) AS papers
    GROUP BY standing.area, standing.first
)
SELECT area.area, week.first, coalesce(complained.copies, 0) AS complained, coalesce(sold.copies, 0) AS sold
FROM (SELECT DISTINCT complained.area FROM complained) AS area
CROSS JOIN week
LEFT JOIN complained ON complained.area = area.area AND complained.first = week.first
LEFT JOIN sold ON sold.area = area.area AND sold.first = week.first
ORDER BY area.area, week.first
