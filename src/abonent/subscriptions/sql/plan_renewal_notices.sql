-- Write the plan of a run of renewal notices: first those that go, then those that do not, each with its reason. The price of the next term
-- is that of the plan of terms under the same run.
-- Takes   handed_over (customer_id bigint, channel text, allowed boolean, reason text)
-- Reads   work_notice, a work table of the session; renewal_plan
-- Writes  renewal_notice_plan, one row per subscription and term
-- Again   safe: a run that has a plan keeps it
WITH weighed AS (
    SELECT
        work_notice.*, offer.amount, offer.currency,
        CASE
            WHEN work_notice.finding NOT IN ('', 'late') THEN work_notice.finding
            WHEN handed_over.reason = 'no_contact' THEN CASE work_notice.channel WHEN 'letter' THEN 'no_address' ELSE 'no_email' END
            WHEN handed_over.allowed IS NOT TRUE THEN 'barred'
            WHEN offer.amount IS NULL THEN 'no_price'
            ELSE work_notice.finding
        END AS decided
    FROM work_notice
    LEFT JOIN handed_over
      ON handed_over.customer_id = work_notice.customer_id
     AND handed_over.channel = CASE work_notice.channel WHEN 'letter' THEN 'mail' ELSE 'email' END
    LEFT JOIN renewal_plan AS offer
      ON offer.run_id = %(run)s::bigint AND offer.subscription_id = work_notice.subscription_id AND offer.step = 1
)
INSERT INTO renewal_notice_plan (
    run_id, ordinal, notice_id, subscription_id, step_id, customer_id, channel, term_ordinal, last_on, begins_on, amount, currency,
    ground, held, finding
)
SELECT
    %(run)s::bigint,
    row_number() OVER (ORDER BY weighed.decided NOT IN ('', 'late'), weighed.subscription_id, weighed.term_ordinal),
    nextval('renewal_notice_id_seq'), weighed.subscription_id, weighed.step_id, weighed.customer_id, weighed.channel,
    weighed.term_ordinal, weighed.last_on, weighed.begins_on, weighed.amount, coalesce(weighed.currency, ''), weighed.ground, false,
    weighed.decided
FROM weighed
WHERE NOT EXISTS (SELECT FROM renewal_notice_plan WHERE renewal_notice_plan.run_id = %(run)s::bigint)
