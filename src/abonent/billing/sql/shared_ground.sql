-- A hash of what all documents of a run rest on: rates of VAT, accounts, seller, terms and rounding. One change shifts the ground of
-- the whole plan, which is then made again: plans live for hours, such changes come a few times a year.
-- Reads   legal_entity, tax_rate, account_mapping
SELECT hash_record_extended(
    ROW(%(seller)s::text, %(terms_days)s::int, %(units)s::numeric, %(total_step)s::numeric,
        %(receivable_account)s::bigint, %(rounding_account)s::bigint,
        (SELECT string_agg(ROW(tax_rate.tax_category_id, tax_rate.valid_from, tax_rate.rate)::text, ' ' ORDER BY tax_rate.id)
         FROM tax_rate
         JOIN legal_entity ON legal_entity.country = tax_rate.country
         WHERE legal_entity.id = %(entity)s::bigint),
        (SELECT string_agg(account_mapping::text, ' ' ORDER BY account_mapping.id)
         FROM account_mapping
         WHERE account_mapping.entity_id = %(entity)s::bigint)),
    0
) AS ground
