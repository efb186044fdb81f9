-- Fresh statistics of the planned lines, which the invoices are summed from.
-- Reads   billing_plan_line
-- Writes  nothing
ANALYZE billing_plan_line (run_id, ordinal)
