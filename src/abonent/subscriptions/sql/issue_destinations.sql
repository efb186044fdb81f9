-- Where the copy of each subscription and issue handed over goes, or why there is none, as it is known today. A pause beats all, and may give
-- the printed copy to somebody else; a redirect beats a temporary address, that the permanent one. See docs/algorithms/issue-address.md,
-- for grace docs/algorithms/grace.md.
-- Parted by OFFSET 0 in steps that the planner does not mix: the term is found in the order of the subscriptions, as it is stored, and before
-- its product is asked what it brings (all products of an edition would be joined to every subscription); what becomes of the copy is worked
-- out once, not for every column that needs it.
-- Takes   handed_over (subscription_id bigint, issue_id bigint)
-- Reads   subscription, subscription_expiry, cancellation, term, copies_change, product_component, issue, edition, grace, pause, redirect, customer, address
-- Writes  nothing
-- Again   safe: a question
WITH asked AS (
    SELECT
        subscription.id AS subscription_id, subscription.started_on, subscription.delivery_method, subscription.entity_id, subscriber.canonical_id,
        subscriber.id AS subscriber_id, subscription_expiry.expires_on, standing.from_on AS ends_on, issue.id AS issue_id, issue.edition_id, issue.published_on,
        edition.medium = 'electronic' AS is_electronic, 1 << (extract(isodow FROM issue.published_on)::integer - 1) AS weekday,
        subscription.product_id AS ordered_product_id, subscription.weekdays AS ordered_weekdays, subscription.copies AS ordered_copies
    FROM handed_over
    JOIN subscription ON subscription.id = handed_over.subscription_id
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    JOIN issue ON issue.id = handed_over.issue_id
    JOIN edition ON edition.id = issue.edition_id
    LEFT JOIN cancellation AS standing ON standing.subscription_id = subscription.id AND standing.withdrawn_at IS NULL
    ORDER BY subscription.id
    OFFSET 0
), sold AS (
    SELECT
        asked.*, term.id AS term_id, coalesce(term.product_id, asked.ordered_product_id) AS product_id,
        coalesce(term.weekdays, asked.ordered_weekdays) AS weekdays, coalesce(term.copies, asked.ordered_copies) AS copies
    FROM asked
    -- The latest that has begun: of all terms ever sold the index brings one.
    LEFT JOIN LATERAL (
        SELECT term.id, term.product_id, term.weekdays, term.copies, term.during
        FROM term
        WHERE term.subscription_id = asked.subscription_id AND lower(term.during) <= asked.published_on
        ORDER BY lower(term.during) DESC
        LIMIT 1
    ) AS term ON term.during @> asked.published_on
    OFFSET 0
), found AS (
    SELECT
        sold.*, product_component.product_id IS NOT NULL AS brings_it, pause.id AS pause_id, redirect.id AS redirect_id,
        redirect.place_id AS redirect_place_id, redirect.receiver, pause.donated_to_id, redirect.delivery_method AS redirect_method, coalesce(away.id, home.id, own.id) AS address_id,
        coalesce(away.place_id, home.place_id, own.place_id) AS home_place_id, coalesce(away.care_of, home.care_of, own.care_of) AS care_of,
        away.id IS NOT NULL OR home.id IS NULL AND own.temporary AS temporary, changed.copies AS changed_copies,
        CASE
            WHEN sold.published_on < sold.started_on THEN 'before_start'
            WHEN sold.term_id IS NULL AND sold.ends_on IS NOT NULL THEN 'stopped'
            WHEN grace.begins_on <= sold.published_on AND NOT grace.goes_on THEN 'not_renewed'
            -- The next term is not made yet, but nobody has cancelled; one whose terms ran out before today waits for somebody.
            WHEN sold.term_id IS NULL AND grace.goes_on IS NOT TRUE AND (sold.published_on < sold.expires_on OR sold.expires_on <= %(today)s::date AND NOT EXISTS (
                SELECT FROM pause AS resting
                WHERE resting.subscription_id = sold.subscription_id AND resting.withdrawn_at IS NULL AND upper_inf(resting.during)
                  AND lower(resting.during) <= sold.expires_on
            )) THEN 'not_sold'
            WHEN coalesce(product_component.weekdays, sold.weekdays) & sold.weekdays & sold.weekday = 0 THEN 'other_day'
            WHEN pause.donated_to_id IS NOT NULL AND NOT sold.is_electronic THEN 'donated'
            WHEN pause.id IS NOT NULL THEN 'paused'
            WHEN redirect.id IS NOT NULL THEN 'redirected'
            ELSE 'comes'
        END AS outcome,
        grace.goes_on AS in_grace
    FROM sold
    -- LEFT although it must be there: the planner takes two columns that go together for a rarity, and joins the rest row by row.
    LEFT JOIN product_component ON product_component.product_id = sold.product_id AND product_component.edition_id = sold.edition_id
    LEFT JOIN LATERAL (
        SELECT copies_change.copies
        FROM copies_change
        WHERE copies_change.subscription_id = sold.subscription_id
          AND copies_change.withdrawn_at IS NULL
          AND copies_change.from_on <= sold.published_on
        ORDER BY copies_change.from_on DESC
        LIMIT 1
    ) AS changed ON true
    LEFT JOIN LATERAL (
        SELECT
            grace.begins_on,
            sold.published_on >= grace.begins_on AND CASE
                WHEN sold.is_electronic THEN sold.published_on < grace.reads_until
                ELSE grace.papers_until IS NULL OR sold.published_on < grace.papers_until
            END AS goes_on
        FROM grace
        WHERE grace.subscription_id = sold.subscription_id AND sold.term_id IS NULL
        OFFSET 0
    ) AS grace ON true
    LEFT JOIN pause
      ON pause.subscription_id = sold.subscription_id
     AND pause.withdrawn_at IS NULL
     AND pause.during @> sold.published_on
     AND NOT (pause.digital_goes_on AND sold.is_electronic)
    LEFT JOIN redirect
      ON redirect.subscription_id = sold.subscription_id
     AND redirect.withdrawn_at IS NULL
     AND redirect.during @> sold.published_on
     AND redirect.weekdays & sold.weekday <> 0
     AND NOT sold.is_electronic
    LEFT JOIN address AS away
      ON away.customer_id = sold.canonical_id
     AND away.kind = 'delivery'
     AND away.temporary
     AND away.during @> sold.published_on
     AND NOT sold.is_electronic
    LEFT JOIN address AS home
      ON home.customer_id = sold.canonical_id
     AND home.kind = 'delivery'
     AND NOT home.temporary
     AND home.during @> sold.published_on
     AND NOT sold.is_electronic
    -- Of a merged record his own address counts only where the one that remained has none.
    LEFT JOIN LATERAL (
        SELECT address.id, address.place_id, address.care_of, address.temporary
        FROM address
        WHERE sold.subscriber_id <> sold.canonical_id
          AND address.customer_id = sold.subscriber_id
          AND address.kind = 'delivery'
          AND address.during @> sold.published_on
        ORDER BY address.temporary DESC
        LIMIT 1
    ) AS own ON NOT sold.is_electronic
    OFFSET 0
)
SELECT
    found.subscription_id, found.issue_id, found.published_on, found.outcome, found.is_electronic,
    coalesce(found.changed_copies, found.copies) AS copies, found.term_id,
    found.outcome IN ('comes', 'redirected') AND coalesce(found.in_grace, false) AS in_grace,
    CASE WHEN found.outcome IN ('paused', 'donated') THEN found.pause_id END AS pause_id,
    CASE WHEN found.outcome = 'redirected' THEN found.redirect_id END AS redirect_id,
    CASE found.outcome
        WHEN 'redirected' THEN found.redirect_place_id
        WHEN 'comes' THEN found.home_place_id
        -- Asked for these few alone: joined above, every copy would look for somebody who gets it instead.
        WHEN 'donated' THEN (
            SELECT address.place_id
            FROM customer AS recipient
            JOIN address ON address.customer_id IN (recipient.canonical_id, recipient.id)
            WHERE recipient.id = found.donated_to_id
              AND address.kind = 'delivery'
              AND address.during @> found.published_on
            ORDER BY address.customer_id <> recipient.canonical_id, address.temporary DESC
            LIMIT 1
        )
    END AS place_id,
    CASE found.outcome
        WHEN 'redirected' THEN found.receiver
        WHEN 'comes' THEN coalesce(found.care_of, '')
        WHEN 'donated' THEN (
            SELECT recipient.name
            FROM customer
            JOIN customer AS recipient ON recipient.id = customer.canonical_id
            WHERE customer.id = found.donated_to_id
        )
        ELSE ''
    END AS receiver,
    CASE WHEN found.outcome = 'comes' THEN found.address_id END AS address_id,
    found.outcome = 'comes' AND coalesce(found.temporary, false) AS is_temporary,
    CASE
        WHEN found.is_electronic THEN 'electronic'
        WHEN found.outcome = 'redirected' THEN found.redirect_method
        ELSE found.delivery_method
    END AS delivery_method,
    found.entity_id, found.canonical_id AS recipient_id
FROM found
WHERE found.brings_it
ORDER BY found.subscription_id, found.published_on, found.issue_id
