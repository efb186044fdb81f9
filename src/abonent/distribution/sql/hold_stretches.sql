-- Let nobody give doors to routes until a street register is in: whoever wants to waits, and is refused if the doors are taken then.
-- Reads   nothing
-- Writes  nothing
-- Again   safe: held already
LOCK TABLE route_stretch IN SHARE ROW EXCLUSIVE MODE
