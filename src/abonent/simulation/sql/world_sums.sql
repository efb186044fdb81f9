-- What a world came to: balances of the books, documents and bank lines, one row for each thing that is counted.
-- Reads   account, journal_line, invoice, legal_entity, bank_line, subscription, term
-- Writes  nothing
-- Again   safe
SELECT legal_entity.code AS entity, 'account ' || account.code AS thing, count(*) AS number, sum(journal_line.amount) AS amount
FROM journal_line
JOIN account ON account.id = journal_line.account_id
JOIN legal_entity ON legal_entity.id = account.entity_id
GROUP BY legal_entity.code, account.code
UNION ALL
SELECT legal_entity.code, invoice.kind || ' ' || to_char(invoice.issued_on, 'YYYY-MM'), count(*), sum(invoice.total)
FROM invoice
JOIN legal_entity ON legal_entity.id = invoice.entity_id
GROUP BY legal_entity.code, invoice.kind, to_char(invoice.issued_on, 'YYYY-MM')
UNION ALL
SELECT bank_line.currency, 'bank ' || to_char(bank_line.booked_on, 'YYYY-MM'), count(*), sum(bank_line.amount)
FROM bank_line
GROUP BY bank_line.currency, to_char(bank_line.booked_on, 'YYYY-MM')
UNION ALL
SELECT legal_entity.code, 'terms', count(*), sum(term.amount)
FROM term
JOIN subscription ON subscription.id = term.subscription_id
JOIN legal_entity ON legal_entity.id = subscription.entity_id
GROUP BY legal_entity.code
ORDER BY 1, 2
