-- The bank files that still have their content, though the law lets go of every line in them.
-- Reads   bank_file, bank_statement, bank_line, bank_account, legal_entity, country_rule, stored_file
-- Writes  nothing
-- Again   safe: a question
WITH dated AS (
    SELECT bank_file.stored_file_id, legal_entity.country, max(bank_line.booked_on) AS latest_on
    FROM bank_file
    JOIN stored_file ON stored_file.id = bank_file.stored_file_id AND stored_file.size > 0
    JOIN bank_statement ON bank_statement.bank_file_id = bank_file.id
    JOIN bank_account ON bank_account.id = bank_statement.bank_account_id
    JOIN legal_entity ON legal_entity.id = bank_account.entity_id
    JOIN bank_line ON bank_line.statement_id = bank_statement.id
    GROUP BY bank_file.stored_file_id, legal_entity.country
)
SELECT dated.stored_file_id
FROM dated
LEFT JOIN LATERAL (
    SELECT (country_rule.value)::int AS years
    FROM country_rule
    WHERE country_rule.country = dated.country
      AND country_rule.key = 'retention.voucher_years'
      AND country_rule.valid_from <= %(today)s::date
    ORDER BY country_rule.valid_from DESC
    LIMIT 1
) AS rule ON true
GROUP BY dated.stored_file_id
HAVING max(extract(year FROM dated.latest_on) + coalesce(rule.years, %(usual_years)s::int)) < extract(year FROM %(today)s::date)
