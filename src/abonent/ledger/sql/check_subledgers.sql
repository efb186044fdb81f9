-- Accounts that stand for a list (open items, payments on account, unknown lines, bank lines) whose balance is not the list's sum.
-- Reads   account, journal_line, receivable, open_receivable, payment, open_payment, unknown_bank_line, bank_line, bank_line_decision,
--         bank_account, legal_entity
-- Writes  nothing
-- Again   safe
WITH posted AS (
    SELECT account.entity_id, account.subledger, journal_line.currency, sum(journal_line.document_amount) AS amount
    FROM account
    JOIN journal_line ON journal_line.account_id = account.id
    WHERE account.subledger <> ''
    GROUP BY account.entity_id, account.subledger, journal_line.currency
), listed AS (
    SELECT receivable.entity_id, 'receivable' AS subledger, receivable.currency, sum(open_receivable.open_amount) AS amount
    FROM open_receivable
    JOIN receivable ON receivable.id = open_receivable.receivable_id
    GROUP BY receivable.entity_id, receivable.currency
    UNION ALL
    SELECT payment.entity_id, 'on_account', payment.currency, -sum(open_payment.open_amount)
    FROM open_payment
    JOIN payment ON payment.id = open_payment.payment_id
    GROUP BY payment.entity_id, payment.currency
    UNION ALL
    SELECT bank_account.entity_id, 'unknown', bank_line.currency, -sum(bank_line.amount)
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    GROUP BY bank_account.entity_id, bank_line.currency
    UNION ALL
    SELECT bank_account.entity_id, 'bank', bank_line.currency, sum(bank_line.amount)
    FROM bank_line
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE NOT EXISTS (
        SELECT FROM bank_line_decision
        WHERE bank_line_decision.bank_line_id = bank_line.id
          AND bank_line_decision.kind = 'itemised'
          AND bank_line_decision.taken_back_at IS NULL
    )
    GROUP BY bank_account.entity_id, bank_line.currency
), compared AS (
    SELECT coalesce(posted.entity_id, listed.entity_id) AS entity_id, coalesce(posted.subledger, listed.subledger) AS subledger,
           coalesce(posted.currency, listed.currency) AS currency, coalesce(posted.amount, 0) AS posted, coalesce(listed.amount, 0) AS listed
    FROM posted
    FULL JOIN listed
      ON listed.entity_id = posted.entity_id AND listed.subledger = posted.subledger AND listed.currency = posted.currency
)
SELECT legal_entity.name AS entity, compared.subledger, compared.currency, compared.posted, compared.listed
FROM compared
JOIN legal_entity ON legal_entity.id = compared.entity_id
WHERE compared.posted <> compared.listed
ORDER BY legal_entity.name, compared.subledger, compared.currency
LIMIT 100
