-- The complaints for which another copy comes with issues, to the door and by the way of the one that did not come.
-- Reads   delivery_complaint, issue
-- Writes  nothing
-- Feeds   distribution/freeze_extras, distribution/count_along
-- Again   safe: a question
SELECT
    going.id AS issue_id, delivery_complaint.delivery_method, delivery_complaint.id AS of_id, delivery_complaint.place_id, delivery_complaint.copies,
    issue.published_on AS paper_of, '' AS label
FROM delivery_complaint
JOIN issue ON issue.id = delivery_complaint.issue_id
JOIN issue AS going ON going.edition_id = issue.edition_id AND going.published_on = delivery_complaint.redelivered_on
WHERE going.id = ANY(%(issues)s::bigint[])
  AND delivery_complaint.gives = 'next'
  AND delivery_complaint.withdrawn_at IS NULL
  AND delivery_complaint.place_id IS NOT NULL
  AND (delivery_complaint.delivery_method = 'carrier' OR delivery_complaint.route_id IS NOT NULL)
