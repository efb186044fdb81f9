-- The documents that JPK_FA is of: those that were made outside KSeF.
-- Takes   handed_over (invoice_id bigint, marker text)
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT handed_over.invoice_id
FROM handed_over
WHERE handed_over.marker = 'BFK'
ORDER BY handed_over.invoice_id
