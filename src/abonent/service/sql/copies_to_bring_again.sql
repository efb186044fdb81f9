-- The complaints for which another copy comes with an issue, to the door and by the way of the one that did not come.
-- Reads   delivery_complaint, issue
-- Writes  nothing
-- Feeds   distribution/freeze_extras
-- Again   safe: a question
SELECT
    delivery_complaint.delivery_method, delivery_complaint.id AS of_id, delivery_complaint.place_id, delivery_complaint.copies,
    issue.published_on AS paper_of, '' AS label
FROM delivery_complaint
JOIN issue ON issue.id = delivery_complaint.issue_id
WHERE delivery_complaint.redelivered_on = %(day)s::date
  AND delivery_complaint.gives = 'next'
  AND delivery_complaint.withdrawn_at IS NULL
  AND delivery_complaint.place_id IS NOT NULL
  AND (delivery_complaint.delivery_method = 'carrier' OR delivery_complaint.route_id IS NOT NULL)
  AND issue.edition_id = %(edition)s::bigint
