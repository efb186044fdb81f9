"""The signs by which two records are taken for one customer."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

# What two records are compared by. A run reads all rows, somebody who types a new customer a few: the server plans each.
TRAITS = r"""
CREATE VIEW customer_traits AS
SELECT
    customer.id AS customer_id, customer.kind::text AS kind, customer.country::text AS country,
    translate(fold_text(customer.given_name), '-', ' ') AS given_name, translate(fold_text(customer.family_name), '-', ' ') AS family_name,
    CASE WHEN customer.organisation_name = '' THEN '' ELSE btrim(regexp_replace(
        fold_text(customer.organisation_name), '\m(ab|aktiebolag|oy|oyj|ky|kft|zrt|bt|nyrt|sp\.? ?z ?o\.? ?o|sa|as|aps|gmbh|ltd|inc)\M\.?', '', 'g'
    ), ' .,') END AS organisation_name,
    customer.national_id::text AS national_id, customer.company_number::text AS company_number, customer.vat_number::text AS vat_number,
    ARRAY(
        SELECT DISTINCT contact_point.normalised::text COLLATE "C" FROM contact_point
        WHERE contact_point.customer_id = customer.id AND contact_point.kind IN ('mobile', 'phone') AND contact_point.contact_person_id IS NULL
        ORDER BY 1
    ) AS telephones,
    ARRAY(
        SELECT DISTINCT contact_point.normalised::text COLLATE "C" FROM contact_point
        WHERE contact_point.customer_id = customer.id AND contact_point.kind = 'email' AND contact_point.contact_person_id IS NULL
        ORDER BY 1
    ) AS emails,
    ARRAY(SELECT DISTINCT address.place_id FROM address WHERE address.customer_id = customer.id ORDER BY 1) AS places,
    ARRAY(
        SELECT DISTINCT translate(place.postal_code, ' -', '') FROM address JOIN place ON place.id = address.place_id
        WHERE address.customer_id = customer.id AND place.postal_code <> '' ORDER BY 1
    ) AS postal_codes
FROM customer
WHERE customer.canonical_id = customer.id
"""


class Migration(migrations.Migration):
    replaces = [("customers", "0005_duplicates")]  # as it was called in databases made before
    dependencies = [("customers", "0001_initial")]
    operations = [CreateExtension("fuzzystrmatch"), migrations.RunSQL(TRAITS, "DROP VIEW customer_traits")]
