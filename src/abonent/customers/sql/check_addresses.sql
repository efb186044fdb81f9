-- Customers with two addresses of one kind at a time, both permanent or both temporary; none is the good answer.
-- Reads   address, customer
SELECT customer.number, address.kind
FROM address
JOIN address AS other
  ON other.customer_id = address.customer_id
 AND other.kind = address.kind
 AND other.temporary = address.temporary
 AND other.id > address.id
 AND other.during && address.during
JOIN customer ON customer.id = address.customer_id
