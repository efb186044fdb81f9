-- The terms of a subscription that are sold beyond a day: what each costs and what of it comes before that day. Issues of the leading
-- edition are counted, days where the product brings none. What can be read comes in a pause as well, where the digital edition goes on.
-- Reads   term, charge, open_charge, save_attempt, subscription, copies_change, copies_settlement, early_end, product_component, edition, issue, pause,
--         term_adjustment, currency, charge_component, charge_of_term, issue_credit
-- Writes  nothing
-- Again   safe: a question
WITH beyond AS (
    SELECT
        term.id AS term_id, term.ordinal, term.product_id, term.weekdays, term.sold_during, term.during, term.currency, charge.id AS charge_id,
        charge.amount, waiting.due_on, leading_edition.edition_id, leading_edition.medium, subscription.id AS subscription_id,
        term.weekdays & coalesce(leading_edition.weekdays, 127) AS pattern
    FROM term
    JOIN subscription ON subscription.id = term.subscription_id
    JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
    LEFT JOIN LATERAL (
        SELECT open_charge.due_on
        FROM charge AS written
        JOIN open_charge ON open_charge.charge_id = written.id
        WHERE written.source_kind = 'term' AND written.source_id = term.id
        LIMIT 1
    ) AS waiting ON true
    LEFT JOIN LATERAL (
        SELECT product_component.edition_id, edition.medium, coalesce(product_component.weekdays, 127) AS weekdays
        FROM product_component
        JOIN edition ON edition.id = product_component.edition_id
        WHERE product_component.product_id = term.product_id AND subscription.delivery_method <> 'none'
        ORDER BY product_component.ordinal
        LIMIT 1
    ) AS leading_edition ON true
    WHERE term.subscription_id = %(subscription)s::bigint
      AND upper(term.during) > %(day)s::date
)
SELECT
    beyond.term_id, beyond.ordinal, beyond.sold_during, beyond.during, beyond.charge_id, beyond.amount, beyond.currency, beyond.due_on,
    beyond.edition_id IS NOT NULL AS by_issues,
    CASE WHEN beyond.edition_id IS NULL THEN upper(beyond.sold_during) - lower(beyond.sold_during) ELSE counted.sold END AS sold,
    CASE
        WHEN beyond.edition_id IS NULL THEN greatest(%(day)s::date - lower(beyond.during), 0)
        ELSE counted.brought
    END AS brought,
    counted.readable, adjusted.credited_readable, digital.amount AS digital_amount, digital.left_of_it AS digital_left,
    adjusted.credited, adjusted.amount + offered.amount + missing.amount AS credited_amount,
    adjusted.settled OR other_copies.settled OR given_back.settled OR missing.settled AS settled,
    other_copies.amount AS copies_amount, other_copies.ahead AS copies_ahead, coalesce(decimals.exponent, 2) AS decimals,
    -- Without the whole calendar the issues of a term cannot be counted.
    beyond.edition_id IS NULL OR EXISTS (
        SELECT FROM issue WHERE issue.edition_id = beyond.edition_id AND issue.published_on >= upper(beyond.sold_during) - 1
    ) AS has_calendar
FROM beyond
CROSS JOIN LATERAL (
    SELECT
        count(*) FILTER (WHERE beyond.sold_during @> issue.published_on) AS sold,
        count(*) FILTER (
            WHERE beyond.during @> issue.published_on AND issue.published_on < %(day)s::date
              AND NOT EXISTS (
                  SELECT FROM pause
                  WHERE pause.subscription_id = beyond.subscription_id
                    AND pause.withdrawn_at IS NULL
                    AND pause.gives IN ('prolong', 'credit')
                    AND NOT (pause.digital_goes_on AND beyond.medium = 'electronic')
                    AND pause.during @> issue.published_on
              )
        ) AS brought,
        count(*) FILTER (
            WHERE beyond.during @> issue.published_on AND issue.published_on < %(day)s::date
              AND NOT EXISTS (
                  SELECT FROM pause
                  WHERE pause.subscription_id = beyond.subscription_id
                    AND pause.withdrawn_at IS NULL
                    AND pause.gives IN ('prolong', 'credit')
                    AND NOT pause.digital_goes_on
                    AND pause.during @> issue.published_on
              )
        ) AS readable
    FROM issue
    WHERE issue.edition_id = beyond.edition_id
      AND issue.published_on >= least(lower(beyond.sold_during), lower(beyond.during))
      AND issue.published_on < greatest(upper(beyond.sold_during), upper(beyond.during))
      AND beyond.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
) AS counted
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(term_adjustment.credited), 0) AS credited, coalesce(sum(term_adjustment.amount), 0) AS amount,
        -- What was credited once stays in the books, though it is evened out by now.
        coalesce(bool_or(term_adjustment.credited <> 0 OR EXISTS (
            SELECT FROM charge AS written WHERE written.source_kind = 'pause_credit' AND written.source_id = term_adjustment.id
        )), false) AS settled,
        coalesce(sum(term_adjustment.credited) FILTER (WHERE NOT pause.digital_goes_on), 0) AS credited_readable
    FROM term_adjustment
    JOIN pause ON pause.id = term_adjustment.pause_id
    WHERE term_adjustment.term_id = beyond.term_id
) AS adjusted
CROSS JOIN LATERAL (
    -- What an earlier stop gave back stays in the books when that stop is taken back.
    SELECT EXISTS (
        SELECT
        FROM early_end
        JOIN charge AS credit ON credit.source_kind = 'stop_credit' AND credit.source_id = early_end.id
        WHERE early_end.term_id = beyond.term_id
    ) AS settled
) AS given_back
CROSS JOIN LATERAL (
    SELECT coalesce(sum(save_attempt.amount), 0) AS amount
    FROM save_attempt
    WHERE save_attempt.term_id = beyond.term_id
) AS offered
CROSS JOIN LATERAL (
    -- Issues that were given back because they did not come.
    SELECT count(*) > 0 AS settled, coalesce(sum(issue_credit.amount), 0) AS amount
    FROM issue_credit
    WHERE issue_credit.term_id = beyond.term_id
) AS missing
CROSS JOIN LATERAL (
    -- What other numbers of copies cost beyond the price, and what of that is for what comes from the day on.
    SELECT
        count(*) > 0 AS settled, coalesce(sum(copies_settlement.amount), 0) AS amount,
        coalesce(sum(
            (copies_settlement.price - beyond.amount) * greatest(copies_settlement.issues - before.issues, 0) / greatest(copies_settlement.sold, 1)
        ), 0) AS ahead
    FROM copies_settlement
    JOIN copies_change ON copies_change.id = copies_settlement.change_id
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN beyond.edition_id IS NULL THEN greatest(%(day)s::date - greatest(copies_change.from_on, lower(beyond.during)), 0)
            ELSE (
                SELECT count(*)
                FROM issue
                WHERE issue.edition_id = beyond.edition_id
                  AND beyond.during @> issue.published_on
                  AND issue.published_on >= copies_change.from_on
                  AND issue.published_on < %(day)s::date
                  AND beyond.pattern & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
                  AND NOT EXISTS (
                      SELECT FROM pause
                      WHERE pause.subscription_id = beyond.subscription_id
                        AND pause.withdrawn_at IS NULL
                        AND pause.gives IN ('prolong', 'credit')
                        AND NOT (pause.digital_goes_on AND beyond.medium = 'electronic')
                        AND pause.during @> issue.published_on
                  )
            )
        END AS issues
    ) AS before
    WHERE copies_settlement.term_id = beyond.term_id
) AS other_copies
CROSS JOIN LATERAL (
    -- What the parts that can be read cost, and what of it is not given back yet.
    SELECT
        coalesce(sum(charge_component.amount) FILTER (WHERE charge_of_term.charge_id = beyond.charge_id), 0) AS amount,
        coalesce(sum(charge_component.amount), 0) AS left_of_it
    FROM charge_of_term
    JOIN charge_component ON charge_component.charge_id = charge_of_term.charge_id
    JOIN product_component
      ON product_component.product_id = beyond.product_id AND product_component.ordinal = charge_component.ordinal
    JOIN edition ON edition.id = product_component.edition_id AND edition.medium = 'electronic'
    WHERE charge_of_term.term_id = beyond.term_id
) AS digital
LEFT JOIN LATERAL (
    SELECT currency.exponent
    FROM currency
    WHERE currency.code = beyond.currency AND currency.valid_from <= lower(beyond.sold_during)
    ORDER BY currency.valid_from DESC
    LIMIT 1
) AS decimals ON true
ORDER BY beyond.ordinal
