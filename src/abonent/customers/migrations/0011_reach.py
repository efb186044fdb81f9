"""The unit that looks after a customer, and the view by which whoever does not see everybody sees some."""

from __future__ import annotations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Two reaches, each by its own index; a reader who sees everybody has no row.
REACHED = """
CREATE VIEW reached_customer AS
SELECT staff_user.id AS staff_user_id, record.id AS customer_id
FROM staff_user
JOIN customer ON customer.responsible_id = staff_user.id
JOIN customer AS record ON record.canonical_id = customer.id
WHERE staff_user.reach = 'own' AND customer.canonical_id = customer.id
UNION ALL
SELECT staff_user.id, record.id
FROM staff_user
JOIN staff_unit ON staff_unit.staff_user_id = staff_user.id
JOIN customer ON customer.unit_id = staff_unit.unit_id
JOIN customer AS record ON record.canonical_id = customer.id
WHERE staff_user.reach = 'units' AND customer.canonical_id = customer.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_reach"),
        ("customers", "0010_own_fields"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReachedCustomer",
            fields=[
                (
                    "staff_user",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "reached_customer",
                "managed": False,
            },
        ),
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
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="the part of the house that looks after the customer",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="customers",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="customerhistory",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="the part of the house that looks after the customer",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisation.unit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2781524fe7ffa66a168c2e014fec2e5f6d4e83ef",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="51b88163d9df04f35cde2906cca4bf680d92ad50",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b9fe84af476559eb0f7acbfd0c53085556c8aac3",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="760e407b6c94848769564bd84ff851ae3a64cd05",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_de095",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(REACHED, "DROP VIEW reached_customer"),
    ]
