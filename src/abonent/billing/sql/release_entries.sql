-- The entries of a release: one for each day, product and unit.
-- Reads   revenue_release, revenue_release_line, product
-- Feeds   ledger/post_entries
SELECT DISTINCT revenue_release_line.entry_id, revenue_release.entity_id, revenue_release_line.released_on AS posted_on,
       'release' AS kind, revenue_release.id AS source_id, coalesce(product.code, '') AS text, revenue_release.run_id
FROM revenue_release
JOIN revenue_release_line ON revenue_release_line.release_id = revenue_release.id
LEFT JOIN product ON product.id = revenue_release_line.product_id
WHERE revenue_release.id = %(release)s::bigint AND revenue_release_line.entry_id IS NOT NULL
ORDER BY revenue_release_line.entry_id
