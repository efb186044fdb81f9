-- Series with a gap, and documents dated before the one that has the number before them.
-- Reads   invoice, number_series
-- Writes  nothing
-- Again   safe
WITH counted AS (
    SELECT invoice.series_id, count(*) AS documents, min(invoice.number) AS lowest, max(invoice.number) AS highest
    FROM invoice
    GROUP BY invoice.series_id
), backwards AS (
    SELECT following.series_id, min(following.number) AS number
    FROM (
        SELECT invoice.series_id, invoice.number, invoice.issued_on,
               lag(invoice.issued_on) OVER (PARTITION BY invoice.series_id ORDER BY invoice.number) AS issued_before
        FROM invoice
    ) AS following
    WHERE following.issued_on < following.issued_before
    GROUP BY following.series_id
)
SELECT counted.series_id, number_series.kind, number_series.prefix, counted.documents, counted.lowest, counted.highest,
       number_series.next_number, coalesce(backwards.number, 0) AS backwards_from
FROM counted
LEFT JOIN number_series ON number_series.id = counted.series_id
LEFT JOIN backwards ON backwards.series_id = counted.series_id
WHERE counted.lowest <> number_series.next_number - counted.documents
   OR counted.highest IS DISTINCT FROM number_series.next_number - 1
   OR backwards.number IS NOT NULL
ORDER BY counted.series_id
LIMIT 100
