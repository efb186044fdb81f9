-- What was earned between two days by company, unit and product: the lines on accounts of revenue, as they were posted, or split by the
-- shares of their day: by largest remainder, line by line, so that months make the year and all of it makes the ledger; a credit
-- like what it takes back.
-- Reads   journal_entry, journal_line, account, revenue_share, customer, legal_entity, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH posted AS (
    SELECT journal_line.entry_id, journal_line.ordinal, journal_entry.posted_on, journal_entry.entity_id, journal_line.unit_id,
           journal_line.product_id, journal_line.customer_id, legal_entity.currency, -journal_line.amount AS amount
    FROM journal_entry
    JOIN legal_entity ON legal_entity.id = journal_entry.entity_id
    JOIN journal_line ON journal_line.entry_id = journal_entry.id
    JOIN account ON account.id = journal_line.account_id
    WHERE account.kind = 'revenue'
      AND journal_entry.posted_on >= %(first)s::date
      AND journal_entry.posted_on < %(until)s::date
      AND journal_entry.entity_id IN (
          SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
      )
), agreed AS (
    -- The set that holds for each product, payer and day: his own before that of all, the latest before earlier ones.
    SELECT DISTINCT ON (sold.product_id, sold.customer_id, sold.posted_on)
           sold.product_id, sold.customer_id, sold.posted_on, revenue_share.customer_id AS of_customer_id, revenue_share.from_on
    FROM (SELECT DISTINCT posted.product_id, posted.customer_id, posted.posted_on FROM posted) AS sold
    JOIN revenue_share ON revenue_share.product_id = sold.product_id AND revenue_share.from_on <= sold.posted_on
    LEFT JOIN customer AS payer ON payer.id = sold.customer_id
    LEFT JOIN customer AS named ON named.id = revenue_share.customer_id
    WHERE revenue_share.customer_id IS NULL OR named.canonical_id = payer.canonical_id
    ORDER BY sold.product_id, sold.customer_id, sold.posted_on, (revenue_share.customer_id IS NULL), revenue_share.from_on DESC
), exact AS (
    SELECT posted.entry_id, posted.ordinal, posted.product_id, posted.currency, revenue_share.id AS share_id, revenue_share.entity_id,
           revenue_share.unit_id, sign(posted.amount) AS side, abs(posted.amount) * 100 AS all_units,
           abs(posted.amount) * revenue_share.percent AS units
    FROM posted
    JOIN agreed
      ON agreed.product_id = posted.product_id
     AND agreed.customer_id IS NOT DISTINCT FROM posted.customer_id
     AND agreed.posted_on = posted.posted_on
    JOIN revenue_share
      ON revenue_share.product_id = agreed.product_id
     AND revenue_share.customer_id IS NOT DISTINCT FROM agreed.of_customer_id
     AND revenue_share.from_on = agreed.from_on
), attributed AS (
    SELECT exact.entity_id, exact.unit_id, exact.product_id, exact.currency,
           exact.side / 100
               * (floor(exact.units) + (row_number() OVER by_remainder <= exact.all_units - sum(floor(exact.units)) OVER of_line)::int) AS amount
    FROM exact
    WINDOW of_line AS (PARTITION BY exact.entry_id, exact.ordinal),
           by_remainder AS (PARTITION BY exact.entry_id, exact.ordinal ORDER BY exact.units - floor(exact.units) DESC, exact.share_id)
    UNION ALL
    SELECT posted.entity_id, posted.unit_id, posted.product_id, posted.currency, posted.amount
    FROM posted
    WHERE NOT EXISTS (SELECT FROM exact WHERE exact.entry_id = posted.entry_id AND exact.ordinal = posted.ordinal)
)
SELECT attributed.entity_id, attributed.unit_id, attributed.product_id, attributed.currency, round(sum(attributed.amount), 2) AS amount
FROM attributed
GROUP BY attributed.entity_id, attributed.unit_id, attributed.product_id, attributed.currency
ORDER BY attributed.entity_id, attributed.unit_id, attributed.product_id
