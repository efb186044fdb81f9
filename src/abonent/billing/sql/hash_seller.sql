-- The hash of the seller's particulars as a document keeps them: one part of every document's hash, computed once for all.
-- Reads   nothing
SELECT sha256(convert_to((%(seller)s::jsonb)::text, 'UTF8')) AS hash
