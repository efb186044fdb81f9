-- Charges with what agents keep of them, which is never billed apart.
-- Reads   charge, open_charge
-- Writes  nothing
-- Again   safe: a question
SELECT named.id AS charge_id
FROM unnest(%(charges)s::bigint[]) AS named(id)
UNION
SELECT kept.id
FROM charge AS kept
JOIN open_charge ON open_charge.charge_id = kept.id
WHERE kept.source_kind = 'commission' AND kept.source_id = ANY (%(charges)s::bigint[])
UNION
SELECT kept.source_id
FROM charge AS kept
JOIN open_charge ON open_charge.charge_id = kept.source_id
WHERE kept.source_kind = 'commission' AND kept.id = ANY (%(charges)s::bigint[])
ORDER BY charge_id
