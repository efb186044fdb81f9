-- Plan to give up small differences: items of a company that were settled but for so little. What nobody has paid anything of is no difference.
-- Reads   open_receivable, receivable, payment_plan_item, sequences
-- Writes  planned_write_off, one row per item
-- Again   safe: a run that has a plan is left alone
INSERT INTO planned_write_off (run_id, ordinal, receivable_id, amount, credit_id, write_off_id, entry_id)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY receivable.id), receivable.id, open_receivable.open_amount,
       nextval('receivable_id_seq'), nextval('write_off_id_seq'), nextval('journal_entry_id_seq')
FROM open_receivable
JOIN receivable ON receivable.id = open_receivable.receivable_id
WHERE receivable.entity_id = %(entity)s::bigint
  AND receivable.opened_on <= %(as_of)s::date
  AND open_receivable.open_amount BETWEEN 0.01 AND %(most)s::numeric
  AND open_receivable.open_amount < open_receivable.full_amount
  AND NOT EXISTS (SELECT FROM payment_plan_item WHERE payment_plan_item.receivable_id = receivable.id AND payment_plan_item.released_at IS NULL)
  AND NOT EXISTS (SELECT FROM planned_write_off WHERE planned_write_off.run_id = %(run)s::bigint)
