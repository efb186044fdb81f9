-- Price terms that are sold by the version of the list that they were sold by, whatever is in force by now.
-- Reads   work_term, a work table of the session; term
-- Writes  a work table of the session, work_term
-- Again   safe: one that has its version keeps it
UPDATE work_term
SET price_list_version_id = term.price_list_version_id,
    situation = md5(ROW(work_term.situation, term.price_list_version_id)::text)::uuid
FROM term
WHERE term.subscription_id = work_term.subscription_id
  AND term.ordinal = work_term.term_ordinal
  AND work_term.price_list_version_id IS DISTINCT FROM term.price_list_version_id
