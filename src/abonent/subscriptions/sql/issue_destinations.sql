-- Where the copy of each subscription and issue handed over goes, or why there is none, as it is known today. A pause beats all, a
-- redirect beats a temporary address, that the permanent one. See docs/algorithms/issue-address.md.
-- Takes   handed_over (subscription_id bigint, issue_id bigint)
-- Reads   subscription, subscription_expiry, cancellation, term, copies_change, product_component, issue, edition, pause, redirect, customer, address
-- Writes  nothing
-- Again   safe: a question
WITH asked AS (
    SELECT
        subscription.id AS subscription_id, subscription.started_on, subscription.delivery_method, subscriber.canonical_id, subscriber.id AS subscriber_id,
        subscription_expiry.expires_on, standing.from_on AS ends_on, issue.id AS issue_id, issue.edition_id, issue.published_on,
        edition.medium = 'electronic' AS is_electronic, 1 << (extract(isodow FROM issue.published_on)::integer - 1) AS weekday,
        term.id IS NOT NULL AS is_sold, term.id AS term_id, coalesce(term.product_id, subscription.product_id) AS product_id,
        coalesce(term.weekdays, subscription.weekdays) AS weekdays, coalesce(changed.copies, term.copies, subscription.copies) AS copies
    FROM handed_over
    JOIN subscription ON subscription.id = handed_over.subscription_id
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    JOIN issue ON issue.id = handed_over.issue_id
    JOIN edition ON edition.id = issue.edition_id
    LEFT JOIN cancellation AS standing ON standing.subscription_id = subscription.id AND standing.withdrawn_at IS NULL
    -- The latest that has begun: of all terms ever sold the index brings one.
    LEFT JOIN LATERAL (
        SELECT term.id, term.product_id, term.weekdays, term.copies, term.during
        FROM term
        WHERE term.subscription_id = subscription.id AND lower(term.during) <= issue.published_on
        ORDER BY lower(term.during) DESC
        LIMIT 1
    ) AS term ON term.during @> issue.published_on
    LEFT JOIN LATERAL (
        SELECT copies_change.copies
        FROM copies_change
        WHERE copies_change.subscription_id = subscription.id
          AND copies_change.withdrawn_at IS NULL
          AND copies_change.from_on <= issue.published_on
        ORDER BY copies_change.from_on DESC
        LIMIT 1
    ) AS changed ON true
), found AS (
    SELECT
        asked.*, pause.id AS pause_id, redirect.id AS redirect_id, redirect.place_id AS redirect_place_id, redirect.receiver,
        redirect.delivery_method AS redirect_method, home.id AS address_id, home.place_id AS home_place_id, home.care_of, home.temporary,
        CASE
            WHEN asked.published_on < asked.started_on THEN 'before_start'
            WHEN NOT asked.is_sold AND asked.ends_on IS NOT NULL THEN 'stopped'
            -- The next term is not made yet, but nobody has cancelled; one whose terms ran out before today waits for somebody.
            WHEN NOT asked.is_sold AND (asked.published_on < asked.expires_on OR asked.expires_on <= %(today)s::date AND NOT EXISTS (
                SELECT FROM pause AS resting
                WHERE resting.subscription_id = asked.subscription_id AND resting.withdrawn_at IS NULL AND upper_inf(resting.during)
                  AND lower(resting.during) <= asked.expires_on
            )) THEN 'not_sold'
            WHEN coalesce(product_component.weekdays, asked.weekdays) & asked.weekdays & asked.weekday = 0 THEN 'other_day'
            WHEN pause.id IS NOT NULL THEN 'paused'
            WHEN redirect.id IS NOT NULL THEN 'redirected'
            ELSE 'comes'
        END AS outcome
    FROM asked
    JOIN product_component ON product_component.product_id = asked.product_id AND product_component.edition_id = asked.edition_id
    LEFT JOIN pause
      ON pause.subscription_id = asked.subscription_id
     AND pause.withdrawn_at IS NULL
     AND pause.during @> asked.published_on
     AND NOT (pause.digital_goes_on AND asked.is_electronic)
    LEFT JOIN redirect
      ON redirect.subscription_id = asked.subscription_id
     AND redirect.withdrawn_at IS NULL
     AND redirect.during @> asked.published_on
     AND redirect.weekdays & asked.weekday <> 0
     AND NOT asked.is_electronic
    -- Of a merged record his own address counts only where the one that remained has none.
    LEFT JOIN LATERAL (
        SELECT address.id, address.place_id, address.care_of, address.temporary
        FROM address
        WHERE address.customer_id IN (asked.canonical_id, asked.subscriber_id)
          AND address.kind = 'delivery'
          AND address.during @> asked.published_on
        ORDER BY address.customer_id <> asked.canonical_id, address.temporary DESC
        LIMIT 1
    ) AS home ON NOT asked.is_electronic
)
SELECT
    found.subscription_id, found.issue_id, found.published_on, found.outcome, found.is_electronic, found.copies, found.term_id,
    CASE WHEN found.outcome = 'paused' THEN found.pause_id END AS pause_id,
    CASE WHEN found.outcome = 'redirected' THEN found.redirect_id END AS redirect_id,
    CASE found.outcome WHEN 'redirected' THEN found.redirect_place_id WHEN 'comes' THEN found.home_place_id END AS place_id,
    CASE found.outcome WHEN 'redirected' THEN found.receiver WHEN 'comes' THEN coalesce(found.care_of, '') ELSE '' END AS receiver,
    CASE WHEN found.outcome = 'comes' THEN found.address_id END AS address_id,
    found.outcome = 'comes' AND coalesce(found.temporary, false) AS is_temporary,
    CASE
        WHEN found.is_electronic THEN 'electronic'
        WHEN found.outcome = 'redirected' THEN found.redirect_method
        ELSE found.delivery_method
    END AS delivery_method
FROM found
ORDER BY found.subscription_id, found.published_on, found.issue_id
