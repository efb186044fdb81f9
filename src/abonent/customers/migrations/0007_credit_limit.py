"""What a customer may owe: on his record, in its history, in the rows of files, and in what is given out of customers."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# As in 0004_given_out, with the limit.
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
        coalesce(customer.credit_limit::text, '') AS credit_limit,
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
GIVEN_BEFORE = GIVEN.replace("        coalesce(customer.credit_limit::text, '') AS credit_limit,\n", "")


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0006_contact_persons_from_files"),
    ]

    operations = [
        migrations.RunSQL("DROP VIEW given_customer", GIVEN_BEFORE),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="before_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="removed_delete",
        ),
        migrations.AddField(
            model_name="customer",
            name="credit_limit",
            field=models.PositiveIntegerField(
                blank=True, help_text="what he may owe each company, in whole units of its currency; empty: as much as he likes", null=True
            ),
        ),
        migrations.AddField(
            model_name="customerhistory",
            name="credit_limit",
            field=models.PositiveIntegerField(
                blank=True, help_text="what he may owe each company, in whole units of its currency; empty: as much as he likes", null=True
            ),
        ),
        migrations.AddField(
            model_name="stagedcustomer",
            name="credit_limit",
            field=models.TextField(db_default=""),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "credit_limit", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."credit_limit", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7a3dd81fbfa273daa1094af430e8cd29278f50a2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_49d68",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="before_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "credit_limit", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."credit_limit", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f820b71a20fdc6a6afb571104a9a23ee69b63112",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_before_update_f7b3e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "credit_limit", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."credit_limit", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ac927d5ad54c6ec13d0ecd55be96e12a0d29297",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_c4016",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "credit_limit", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."credit_limit", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fb2d7565ecdd0ca86f044e9605e43b8e05385c17",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_de095",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(GIVEN, "DROP VIEW given_customer"),
    ]
