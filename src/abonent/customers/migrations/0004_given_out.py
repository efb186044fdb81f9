"""Customers as they are given out and come back: what is given, by which keys and words it is known again."""

from django.db import migrations

# What an import may change of a customer, a text for each field; codes for words, several with commas between. Export and the look for
# conflicts both read it, so that what was given out and what is said now are compared in one writing.
GIVEN = """
CREATE VIEW given_customer AS
SELECT customer.id AS customer_id, said.*, md5(said::text) AS version
FROM customer
LEFT JOIN LATERAL (
    SELECT address.care_of, place.street, place.number, place.staircase, place.flat, place.postal_code, place.town
    FROM address JOIN place ON place.id = address.place_id
    WHERE address.customer_id = customer.id AND address.kind = 'delivery' AND NOT address.temporary
      AND address.during @> (abonent_now() AT TIME ZONE 'UTC')::date
    LIMIT 1
) AS lives ON true
CROSS JOIN LATERAL (
    SELECT
        max(contact_point.value) FILTER (WHERE contact_point.kind = 'mobile') AS mobile,
        max(contact_point.value) FILTER (WHERE contact_point.kind = 'phone') AS phone,
        max(contact_point.value) FILTER (WHERE contact_point.kind = 'email') AS email,
        max(contact_point.value) FILTER (WHERE contact_point.kind = 'web') AS web
    FROM contact_point
    WHERE contact_point.customer_id = customer.id AND contact_point.preferred AND contact_point.contact_person_id IS NULL
) AS reached
CROSS JOIN LATERAL (
    SELECT
        customer.number::text AS key, customer.kind::text AS kind, customer.given_name::text AS given_name,
        customer.family_name::text AS family_name, customer.organisation_name::text AS organisation_name,
        coalesce(lives.care_of, '')::text AS care_of, coalesce(lives.street, '')::text AS street, coalesce(lives.number, '')::text AS number,
        coalesce(lives.staircase, '')::text AS staircase, coalesce(lives.flat, '')::text AS flat,
        coalesce(lives.postal_code, '')::text AS postal_code, coalesce(lives.town, '')::text AS town,
        customer.country::text AS country, coalesce(reached.mobile, '')::text AS mobile, coalesce(reached.phone, '')::text AS phone,
        coalesce(reached.email, '')::text AS email, coalesce(reached.web, '')::text AS web, customer.language::text AS language,
        customer.national_id::text AS national_id, customer.company_number::text AS company_number, customer.vat_number::text AS vat_number,
        customer.invoice_channel::text AS invoice_channel, customer.einvoice_address::text AS einvoice_address,
        coalesce(customer.payment_terms_days::text, '') AS payment_terms_days,
        coalesce((
            SELECT string_agg('#' || categorised_customer.category_id, ', ' ORDER BY ('#' || categorised_customer.category_id) COLLATE "C")
            FROM categorised_customer WHERE categorised_customer.customer_id = customer.id
        ), '') AS types,
        coalesce('#' || customer.branch_id, '') AS branch, coalesce('#' || customer.responsible_id, '') AS responsible,
        coalesce((
            SELECT string_agg(customer_bank_account.number, ', ' ORDER BY customer_bank_account.number)
            FROM customer_bank_account WHERE customer_bank_account.customer_id = customer.id AND customer_bank_account.scheme = 'iban'
        ), '') AS iban
) AS said
"""

# What is said in own fields, a text for each, as a workbook has it: days as 2026-02-01, numbers with a point, yes and no, # and the id
# of an option.
OWN = """
CREATE VIEW given_own_value AS
SELECT
    own_value.customer_id, 'own_' || own_value.field_id AS name,
    coalesce(
        own_value.text, trim_scale(own_value.number)::text, to_char(own_value.day, 'YYYY-MM-DD'),
        CASE own_value.yes WHEN true THEN 'yes' WHEN false THEN 'no' END, '#' || own_value.option_id,
        (
            SELECT string_agg('#' || chosen.id, ', ' ORDER BY ('#' || chosen.id) COLLATE "C")
            FROM unnest(own_value.options) AS chosen (id)
        ),
        ''
    ) AS said
FROM own_value
"""

# By which keys the rows of a file are known again: those of its source; in a workbook that was given out, the customer's own number.
KEYS = """
CREATE VIEW customer_key AS
SELECT external_key.source::text AS source, external_key.key::text COLLATE "C" AS key, external_key.customer_id
FROM external_key
UNION ALL
SELECT 'workbook', customer.number::text COLLATE "C", customer.id
FROM customer
"""

# The words of the register as people write them, in every language, and as a workbook has them: # and the id.
WORDS = """
CREATE VIEW known_word AS
SELECT word.noun, word.said, min(word.id) AS id
FROM (
    SELECT 'type'::text AS noun, fold_text(said.value) AS said, customer_category.id
    FROM customer_category CROSS JOIN jsonb_each_text(customer_category.name) AS said WHERE NOT customer_category.retired
    UNION ALL
    SELECT 'type', '#' || customer_category.id, customer_category.id FROM customer_category
    UNION ALL
    SELECT 'branch', fold_text(said.value), branch.id
    FROM branch CROSS JOIN jsonb_each_text(branch.name) AS said WHERE NOT branch.retired
    UNION ALL
    SELECT 'branch', '#' || branch.id, branch.id FROM branch
    UNION ALL
    SELECT 'responsible', fold_text(said.name), staff_user.id
    FROM staff_user
    CROSS JOIN LATERAL (
        VALUES (staff_user.username::text), (btrim(staff_user.first_name || ' ' || staff_user.last_name)), (staff_user.email::text)
    ) AS said (name)
    WHERE staff_user.is_active AND said.name <> ''
    UNION ALL
    SELECT 'responsible', '#' || staff_user.id, staff_user.id FROM staff_user
) AS word
GROUP BY word.noun, word.said
"""


class Migration(migrations.Migration):
    replaces = [("customers", "0013_own_fields_in_imports")]  # as it was called in databases made before
    dependencies = [("customers", "0003_reached_customer"), ("access", "0001_initial")]
    operations = [
        migrations.RunSQL(GIVEN, "DROP VIEW given_customer"),
        migrations.RunSQL(OWN, "DROP VIEW given_own_value"),
        migrations.RunSQL(KEYS, "DROP VIEW customer_key"),
        migrations.RunSQL(WORDS, "DROP VIEW known_word"),
    ]
