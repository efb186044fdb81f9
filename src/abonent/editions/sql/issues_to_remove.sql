-- The issues of a stretch of days that the rules no longer give.
-- Reads   issue, work_calendar, a work table of the session
-- Writes  nothing
-- Again   safe: a question
SELECT issue.id
FROM issue
WHERE issue.edition_id = ANY(%(editions)s::bigint[])
  AND issue.published_on >= %(first)s::date
  AND issue.published_on < %(until)s::date
  AND NOT EXISTS (
      SELECT FROM work_calendar
      WHERE work_calendar.edition_id = issue.edition_id
        AND work_calendar.published_on = issue.published_on
  )
