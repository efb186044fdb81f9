-- What the credits of a chunk of planned write-offs settle.
-- Reads   planned_write_off, a sequence
-- Writes  nothing: it is handed over to write_allocations
-- Again   safe
SELECT nextval('allocation_id_seq') AS allocation_id, planned_write_off.receivable_id, NULL::bigint AS payout_id, NULL::bigint AS payment_id,
       planned_write_off.credit_id, planned_write_off.amount, %(as_of)s::date AS allocated_on, NULL::bigint AS reverses_id,
       '{"code": "write_off"}'::jsonb AS reason, planned_write_off.run_id
FROM planned_write_off
WHERE planned_write_off.run_id = %(run)s::bigint AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
