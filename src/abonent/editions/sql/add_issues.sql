-- Add the issues that the rules give and that are not there; their numbers follow in the next statement.
-- Reads   work_calendar, a work table of the session
-- Writes  issue, one row per edition and day
-- Again   safe: an issue that is there is left alone
INSERT INTO issue (edition_id, published_on, year, number)
SELECT
    work_calendar.edition_id,
    work_calendar.published_on,
    extract(year FROM work_calendar.published_on),
    -- Above all real numbers until the next statement counts them.
    10000 + extract(doy FROM work_calendar.published_on)
FROM work_calendar
WHERE NOT EXISTS (
    SELECT FROM issue
    WHERE issue.edition_id = work_calendar.edition_id
      AND issue.published_on = work_calendar.published_on
)
