-- Which stretches have doors that are asked for, of the same company, in the same way, on the same weekdays and days.
-- Takes   handed_over (asked bigint, stretch_id bigint, entity_id bigint, delivery_method text, finds text, sides int4range, numbers int4range,
--         works_on int4multirange, during daterange)
-- Reads   route_stretch
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.asked, route_stretch.id AS stretch_id
FROM handed_over
JOIN route_stretch
  ON route_stretch.finds = handed_over.finds
 AND route_stretch.entity_id = handed_over.entity_id
 AND route_stretch.delivery_method = handed_over.delivery_method
 AND route_stretch.sides && handed_over.sides
 AND route_stretch.numbers && handed_over.numbers
 AND route_stretch.works_on && handed_over.works_on
 AND route_stretch.during && handed_over.during
WHERE route_stretch.id IS DISTINCT FROM handed_over.stretch_id
ORDER BY handed_over.asked, route_stretch.id
