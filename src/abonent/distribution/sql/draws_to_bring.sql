-- What outlets draw of an issue, of whichever products it is sold with, as carriers bring it.
-- Takes   handed_over (outlet_id bigint, issue_id bigint, copies integer)
-- Reads   outlet
-- Writes  nothing
-- Feeds   distribution/freeze_extras, distribution/count_along
-- Again   safe: a question
SELECT
    handed_over.issue_id, 'carrier' AS delivery_method, outlet.id AS of_id, outlet.place_id, sum(handed_over.copies)::integer AS copies, NULL::date AS paper_of,
    outlet.name AS label
FROM handed_over
JOIN outlet ON outlet.id = handed_over.outlet_id
GROUP BY outlet.id, handed_over.issue_id
