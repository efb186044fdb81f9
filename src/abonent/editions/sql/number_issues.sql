-- Number the issues within their year by day, from a day on; what came out before keeps its number.
-- Reads   issue
-- Writes  issue.number
-- Again   safe: a number that is right is left alone
WITH counted AS (
    SELECT
        issue.id,
        row_number() OVER (PARTITION BY issue.edition_id, issue.year ORDER BY issue.published_on) AS number
    FROM issue
    WHERE issue.edition_id = ANY(%(editions)s::bigint[])
      AND issue.year >= extract(year FROM %(first)s::date)
)
UPDATE issue
SET number = counted.number
FROM counted
WHERE counted.id = issue.id
  AND issue.published_on >= %(first)s::date
  AND issue.number <> counted.number
