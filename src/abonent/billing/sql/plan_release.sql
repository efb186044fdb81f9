-- Plan what leaves the prepaid accounts of an entity for its revenue: until the end of each day of the run, for each sort of deferred
-- revenue, what the latest release left, and what was posted as prepaid since, less what is still for issues to come. What an entry of
-- before a day was posted too late to be in an earlier release is in this one.
-- Reads   journal_entry, journal_line, invoice, invoice_line, term_charge, account_mapping, released_entry, revenue_release,
--         revenue_release_line
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Writes  planned_release_entry, planned_release
-- Again   safe: a run that has a plan gets no other
WITH days AS (
    SELECT day FROM unnest(%(days)s::date[]) AS day
), fresh AS (
    INSERT INTO planned_release_entry (run_id, entry_id)
    SELECT %(run)s::bigint, journal_entry.id
    FROM journal_entry
    WHERE journal_entry.entity_id = %(entity)s::bigint
      AND journal_entry.kind IN ('invoice', 'credit_note')
      AND journal_entry.posted_on <= %(until)s::date
      AND NOT EXISTS (SELECT FROM released_entry WHERE released_entry.entry_id = journal_entry.id)
      AND NOT EXISTS (SELECT FROM planned_release_entry AS planned WHERE planned.run_id = %(run)s::bigint)
      AND EXISTS (SELECT FROM invoice_line WHERE invoice_line.invoice_id = journal_entry.source_id AND invoice_line.deferred)
    RETURNING entry_id
), posted AS (
    -- The line of the journal that posted a line's income is twice as far down: see journal_lines.sql.
    SELECT journal_entry.posted_on, journal_line.account_id, journal_line.product_id, journal_line.unit_id, invoice_line.tax_category,
           invoice_line.revenue_class, journal_line.currency, -journal_line.document_amount AS amount
    FROM fresh
    JOIN journal_entry ON journal_entry.id = fresh.entry_id
    JOIN invoice_line ON invoice_line.invoice_id = journal_entry.source_id AND invoice_line.deferred
    JOIN journal_line ON journal_line.entry_id = journal_entry.id AND journal_line.ordinal = invoice_line.ordinal * 2
), said AS (
    -- As what a part of a term was billed last.
    SELECT DISTINCT ON (term_charge.term_id, invoice_line.component_ordinal)
           term_charge.term_id, invoice_line.component_ordinal AS ordinal, invoice_line.product_id, invoice_line.unit_id,
           invoice_line.tax_category, invoice_line.revenue_class, invoice.currency
    FROM (SELECT DISTINCT handed_over.term_id FROM handed_over) AS waiting
    JOIN term_charge ON term_charge.term_id = waiting.term_id
    JOIN invoice_line ON invoice_line.charge_id = term_charge.charge_id AND invoice_line.deferred
    JOIN invoice ON invoice.id = invoice_line.invoice_id
    ORDER BY term_charge.term_id, invoice_line.component_ordinal, invoice_line.invoice_id DESC
), latest AS (
    -- What the latest release left, of each sort.
    SELECT revenue_release_line.*
    FROM (
        SELECT revenue_release.id, revenue_release.until
        FROM revenue_release
        WHERE revenue_release.entity_id = %(entity)s::bigint
        ORDER BY revenue_release.id DESC
        LIMIT 1
    ) AS release
    JOIN revenue_release_line ON revenue_release_line.release_id = release.id AND revenue_release_line.released_on = release.until
), sort AS (
    SELECT posted.product_id, posted.tax_category, posted.revenue_class FROM posted
    UNION
    SELECT said.product_id, said.tax_category, said.revenue_class FROM said
    UNION
    SELECT latest.product_id, latest.tax_category, latest.revenue_class FROM latest
), mapped AS (
    -- The account of each sort of line, by the most specific mapping; as for what is billed: see plan_treatments.sql.
    SELECT DISTINCT ON (sort.product_id, sort.tax_category, sort.revenue_class, account_mapping.purpose)
           sort.product_id, sort.tax_category, sort.revenue_class, account_mapping.purpose, account_mapping.account_id
    FROM sort
    JOIN account_mapping
      ON account_mapping.entity_id = %(entity)s::bigint
     AND account_mapping.purpose IN ('prepaid', 'revenue')
     AND (account_mapping.product_id IS NULL OR account_mapping.product_id = sort.product_id)
     AND account_mapping.tax_category IN ('', sort.tax_category)
     AND account_mapping.revenue_class IN ('', sort.revenue_class)
    ORDER BY sort.product_id, sort.tax_category, sort.revenue_class, account_mapping.purpose,
             (account_mapping.product_id IS NOT NULL)::int * 4 + (account_mapping.tax_category <> '')::int * 2
                 + (account_mapping.revenue_class <> '')::int DESC
), part AS (
    SELECT (SELECT min(days.day) FROM days WHERE days.day >= posted.posted_on) AS day, posted.account_id, posted.product_id,
           posted.unit_id, posted.tax_category, posted.revenue_class, posted.currency, 0 AS opening, posted.amount AS invoiced, 0 AS closing
    FROM posted
    UNION ALL
    SELECT handed_over.day, prepaid.account_id, said.product_id, said.unit_id, said.tax_category, said.revenue_class, said.currency,
           0, 0, handed_over.deferred
    FROM handed_over
    JOIN said ON said.term_id = handed_over.term_id AND said.ordinal = handed_over.ordinal
    LEFT JOIN mapped AS prepaid
      ON prepaid.purpose = 'prepaid'
     AND prepaid.product_id IS NOT DISTINCT FROM said.product_id
     AND prepaid.tax_category = said.tax_category
     AND prepaid.revenue_class = said.revenue_class
    UNION ALL
    SELECT (SELECT min(days.day) FROM days), latest.prepaid_account_id, latest.product_id, latest.unit_id, latest.tax_category,
           latest.revenue_class, latest.currency, latest.closing, 0, 0
    FROM latest
), sort_of_day AS (
    SELECT kept.*, days.day
    FROM (
        SELECT DISTINCT part.account_id, part.product_id, part.unit_id, part.tax_category, part.revenue_class, part.currency FROM part
    ) AS kept
    CROSS JOIN days
), summed AS (
    SELECT sort_of_day.day, sort_of_day.account_id, sort_of_day.product_id, sort_of_day.unit_id, sort_of_day.tax_category,
           sort_of_day.revenue_class, sort_of_day.currency, coalesce(sum(part.opening), 0) AS opening,
           coalesce(sum(part.invoiced), 0) AS invoiced, coalesce(sum(part.closing), 0) AS closing
    FROM sort_of_day
    LEFT JOIN part
      ON part.day = sort_of_day.day
     AND part.account_id IS NOT DISTINCT FROM sort_of_day.account_id
     AND part.product_id IS NOT DISTINCT FROM sort_of_day.product_id
     AND part.unit_id IS NOT DISTINCT FROM sort_of_day.unit_id
     AND part.tax_category = sort_of_day.tax_category
     AND part.revenue_class = sort_of_day.revenue_class
     AND part.currency = sort_of_day.currency
    GROUP BY sort_of_day.day, sort_of_day.account_id, sort_of_day.product_id, sort_of_day.unit_id, sort_of_day.tax_category,
             sort_of_day.revenue_class, sort_of_day.currency
), stepped AS (
    SELECT summed.*,
           coalesce(lag(summed.closing) OVER (
               PARTITION BY summed.account_id, summed.product_id, summed.unit_id, summed.tax_category, summed.revenue_class,
                            summed.currency
               ORDER BY summed.day
           ), summed.opening) AS before
    FROM summed
)
INSERT INTO planned_release (
    run_id, ordinal, released_on, prepaid_account_id, revenue_account_id, product_id, unit_id, tax_category, revenue_class, currency,
    opening, invoiced, earned, closing
)
SELECT %(run)s::bigint,
       row_number() OVER (
           ORDER BY stepped.day, stepped.product_id, stepped.unit_id, stepped.account_id, stepped.tax_category, stepped.revenue_class,
                    stepped.currency
       ),
       stepped.day, stepped.account_id, revenue.account_id, stepped.product_id, stepped.unit_id, stepped.tax_category,
       stepped.revenue_class, stepped.currency, stepped.before, stepped.invoiced, stepped.before + stepped.invoiced - stepped.closing,
       stepped.closing
FROM stepped
LEFT JOIN mapped AS revenue
  ON revenue.purpose = 'revenue'
 AND revenue.product_id IS NOT DISTINCT FROM stepped.product_id
 AND revenue.tax_category = stepped.tax_category
 AND revenue.revenue_class = stepped.revenue_class
WHERE (stepped.before <> 0 OR stepped.invoiced <> 0 OR stepped.closing <> 0)
  AND NOT EXISTS (SELECT FROM planned_release WHERE planned_release.run_id = %(run)s::bigint)
