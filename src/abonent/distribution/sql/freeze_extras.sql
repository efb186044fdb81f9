-- Write what carriers bring along of a kind into the lists that a run has opened, with the route that has the door that day. What a list of
-- the issue has already is not brought twice: an addendum has what became known since.
-- Takes   handed_over (delivery_method text, of_id bigint, place_id bigint, copies integer, paper_of date, label text)
-- Reads   frozen_list, route_stop, route_stretch
-- Writes  frozen_extra
-- Again   safe: what is told already is left alone
INSERT INTO frozen_extra (list_id, kind, of_id, place_id, route_id, position, copies, paper_of, label)
SELECT
    opened.id, %(kind)s::text, handed_over.of_id, handed_over.place_id, walked.route_id, walked.position, handed_over.copies,
    handed_over.paper_of, handed_over.label
FROM handed_over
JOIN frozen_list AS opened ON opened.delivery_method = handed_over.delivery_method
LEFT JOIN LATERAL (
    SELECT route_stretch.route_id, route_stop.position
    FROM route_stop
    JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
    WHERE route_stop.place_id = handed_over.place_id
      AND route_stretch.entity_id = %(entity)s::bigint
      AND route_stretch.delivery_method = opened.delivery_method
      AND route_stretch.during @> %(day)s::date
      AND route_stretch.weekdays & (1 << (extract(isodow FROM %(day)s::date)::integer - 1)) <> 0
    ORDER BY route_stretch.found_by
    LIMIT 1
) AS walked ON true
WHERE opened.run_id = %(run)s::bigint
  AND opened.withdrawn_at IS NULL
  AND handed_over.copies > 0
  AND NOT EXISTS (
      SELECT
      FROM frozen_list AS told
      JOIN frozen_extra ON frozen_extra.list_id = told.id
      WHERE told.issue_id = opened.issue_id
        AND told.delivery_method = opened.delivery_method
        AND told.withdrawn_at IS NULL
        AND frozen_extra.kind = %(kind)s::text
        AND frozen_extra.of_id = handed_over.of_id
  )
