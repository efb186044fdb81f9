-- Empty the staging table of an upload.
-- Reads   nothing
-- Writes  staging_bank_line, the rows of the upload are deleted
-- Again   safe
DELETE FROM staging_bank_line
WHERE staging_bank_line.upload_id = %(upload)s::uuid
