-- By which routes papers come to where a customer is found on a day, of the companies that the viewer works for, and who walks them then.
-- Reads   address, route_stop, route_stretch, route, route_carrier, carrier, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT ON (route_stretch.entity_id, route_stretch.delivery_method)
    route.id AS route_id, route.number, route.delivery_method, carrier.name AS carrier, carrier.telephone
FROM (
    SELECT address.place_id
    FROM address
    WHERE address.customer_id = %(customer)s::bigint AND address.kind = 'delivery' AND address.during @> %(today)s::date
    ORDER BY address.temporary DESC
    LIMIT 1
) AS home
JOIN route_stop ON route_stop.place_id = home.place_id
JOIN route_stretch ON route_stretch.id = route_stop.stretch_id AND route_stretch.during @> %(today)s::date
JOIN route ON route.id = route_stretch.route_id
JOIN staff_entity ON staff_entity.entity_id = route.entity_id AND staff_entity.staff_user_id = %(viewer)s::bigint
LEFT JOIN route_carrier ON route_carrier.route_id = route.id AND route_carrier.during @> %(today)s::date
LEFT JOIN carrier ON carrier.id = route_carrier.carrier_id
ORDER BY route_stretch.entity_id, route_stretch.delivery_method, route_stretch.found_by, route.id
