-- Make bank lines of the staged lines of an upload, each once, and put them into the queue of unknown lines.
-- Equal lines are counted: the n-th equal line of a file is new if fewer than n are stored, so two identical payments are two and an
-- overlapping file adds nothing. A sum whose payments are stored singly is no line again, nor are payments of a sum that is settled.
-- Reads   staging_bank_line, bank_statement, bank_line, bank_line_decision
-- Writes  bank_line, unknown_bank_line, one row each per line that is new (a line of nothing is not in the queue)
-- Again   safe: what is stored is not new
WITH staged AS (
    SELECT staging_bank_line.*, bank_statement.id AS statement_id, bank_statement.bank_account_id,
           CASE WHEN staging_bank_line.is_itemised THEN sum(staging_bank_line.amount) OVER (
               PARTITION BY staging_bank_line.statement_ordinal, staging_bank_line.entry_number
           ) END AS batch_amount,
           sha256(convert_to(concat_ws(
               E'\x1f', bank_statement.bank_account_id, staging_bank_line.booked_on, staging_bank_line.amount,
               CASE WHEN staging_bank_line.is_batch_sum THEN 'sum' ELSE 'line' END,
               'reference ' || staging_bank_line.reference,
               'from ' || coalesce(nullif(staging_bank_line.counterpart_account, ''), lower(staging_bank_line.counterpart_name)),
               CASE WHEN staging_bank_line.reference = '' AND NOT staging_bank_line.is_batch_sum THEN lower(staging_bank_line.text) END
           ), 'UTF8')) AS fingerprint
    FROM staging_bank_line
    JOIN bank_statement ON bank_statement.bank_file_id = %(bank_file)s::bigint AND bank_statement.ordinal = staging_bank_line.statement_ordinal
    WHERE staging_bank_line.upload_id = %(upload)s::uuid
), counted AS (
    SELECT staged.*, row_number() OVER (PARTITION BY staged.bank_account_id, staged.fingerprint ORDER BY staged.ordinal) AS occurrence
    FROM staged
), itemised AS (
    SELECT bank_line.bank_account_id, bank_line.booked_on, bank_line.batch_amount,
           round(sum(bank_line.amount) / nullif(bank_line.batch_amount, 0)) AS groups
    FROM bank_line
    WHERE bank_line.batch_amount IS NOT NULL
      AND (bank_line.bank_account_id, bank_line.booked_on) IN (
          SELECT staged.bank_account_id, staged.booked_on FROM staged WHERE staged.is_batch_sum
      )
    GROUP BY bank_line.bank_account_id, bank_line.booked_on, bank_line.batch_amount
), settled_sum AS (
    SELECT DISTINCT bank_line.bank_account_id, bank_line.booked_on, bank_line.amount
    FROM bank_line
    WHERE bank_line.is_batch_sum
      AND (bank_line.bank_account_id, bank_line.booked_on) IN (
          SELECT staged.bank_account_id, staged.booked_on FROM staged WHERE staged.batch_amount IS NOT NULL
      )
      AND NOT EXISTS (SELECT FROM unknown_bank_line WHERE unknown_bank_line.bank_line_id = bank_line.id)
      AND NOT EXISTS (
          SELECT FROM bank_line_decision
          WHERE bank_line_decision.bank_line_id = bank_line.id AND bank_line_decision.kind = 'itemised'
      )
), new_line AS (
    SELECT counted.*
    FROM counted
    LEFT JOIN itemised
      ON counted.is_batch_sum
     AND itemised.bank_account_id = counted.bank_account_id
     AND itemised.booked_on = counted.booked_on
     AND itemised.batch_amount = counted.amount
    LEFT JOIN settled_sum
      ON settled_sum.bank_account_id = counted.bank_account_id
     AND settled_sum.booked_on = counted.booked_on
     AND settled_sum.amount = counted.batch_amount
    WHERE settled_sum.amount IS NULL
      AND counted.occurrence > coalesce(itemised.groups, 0)
      AND NOT EXISTS (
          SELECT FROM bank_line AS stored
          WHERE stored.bank_account_id = counted.bank_account_id
            AND stored.fingerprint = counted.fingerprint
            AND stored.occurrence = counted.occurrence
      )
), promoted AS (
    INSERT INTO bank_line (
        statement_id, bank_account_id, fingerprint, occurrence, booked_on, value_on, amount, currency, reference, text, text_references, end_to_end_id,
        counterpart_name, counterpart_account, bank_reference, is_reversal, return_reason, is_batch_sum, batch_amount
    )
    SELECT new_line.statement_id, new_line.bank_account_id, new_line.fingerprint, new_line.occurrence, new_line.booked_on, new_line.value_on,
           new_line.amount, new_line.currency, new_line.reference, new_line.text, new_line.text_references, new_line.end_to_end_id, new_line.counterpart_name,
           new_line.counterpart_account, new_line.bank_reference, new_line.is_reversal, new_line.return_reason, new_line.is_batch_sum,
           new_line.batch_amount
    FROM new_line
    ORDER BY new_line.ordinal
    RETURNING bank_line.id, bank_line.amount
)
INSERT INTO unknown_bank_line (bank_line_id)
SELECT promoted.id
FROM promoted
WHERE promoted.amount <> 0
