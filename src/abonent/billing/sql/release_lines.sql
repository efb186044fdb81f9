-- Write the lines of a release as they were planned, each with the number of the entry that will post it: one for a day, product and unit.
-- Reads   planned_release
-- Writes  revenue_release_line
-- Again   safe: a release that has lines gets no others
WITH entry AS (
    SELECT distinct_entry.*, nextval('journal_entry_id_seq') AS entry_id
    FROM (
        SELECT DISTINCT planned_release.released_on, planned_release.product_id, planned_release.unit_id
        FROM planned_release
        WHERE planned_release.run_id = %(run)s::bigint AND planned_release.earned <> 0
        ORDER BY planned_release.released_on, planned_release.product_id, planned_release.unit_id
    ) AS distinct_entry
)
INSERT INTO revenue_release_line (
    release_id, ordinal, entry_id, released_on, prepaid_account_id, revenue_account_id, product_id, unit_id, tax_category, revenue_class,
    currency, opening, invoiced, earned, closing
)
SELECT %(release)s::bigint, planned_release.ordinal, CASE WHEN planned_release.earned <> 0 THEN entry.entry_id END,
       planned_release.released_on, planned_release.prepaid_account_id, planned_release.revenue_account_id, planned_release.product_id,
       planned_release.unit_id, planned_release.tax_category, planned_release.revenue_class, planned_release.currency,
       planned_release.opening, planned_release.invoiced, planned_release.earned, planned_release.closing
FROM planned_release
LEFT JOIN entry
  ON entry.released_on = planned_release.released_on
 AND entry.product_id IS NOT DISTINCT FROM planned_release.product_id
 AND entry.unit_id IS NOT DISTINCT FROM planned_release.unit_id
WHERE planned_release.run_id = %(run)s::bigint
  AND NOT EXISTS (SELECT FROM revenue_release_line WHERE revenue_release_line.release_id = %(release)s::bigint)
