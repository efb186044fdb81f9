-- The addresses that hold today; a temporary one goes before the permanent one of its kind.
-- customer_number     whose address it is
-- kind                delivery, billing or visiting
-- temporary           whether it holds for a while only
-- care_of             c/o
-- street              the street
-- house_number        the number in the street
-- staircase           the staircase
-- flat                the flat
-- postal_code         the postal code, as the country writes it
-- town                the town
-- country             the country, as ISO 3166-1
-- valid_from          the first day it holds
-- valid_before        the first day it does not hold any more; empty while nothing is said
SELECT
    customer.number AS customer_number, address.kind, address.temporary, address.care_of, place.street, place.number AS house_number,
    place.staircase, place.flat, place.postal_code, place.town, place.country,
    lower(address.during) AS valid_from, upper(address.during) AS valid_before
FROM address
JOIN place ON place.id = address.place_id
JOIN customer AS record ON record.id = address.customer_id
JOIN customer ON customer.id = record.canonical_id
WHERE address.during @> :today
  AND :my_customers
