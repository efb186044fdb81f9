import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Business",
                    fields=[
                        ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("publisher", "Publisher"),
                                    ("service", "Service firm"),
                                    ("trade", "Trade and making"),
                                    ("mixed", "Mixed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("chosen_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "business",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("id", 1)), name="business_is_one"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["publisher", "service", "trade", "mixed"])), name="business_kind_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BusinessHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="company.business",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.PositiveSmallIntegerField(default=1, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("publisher", "Publisher"),
                                    ("service", "Service firm"),
                                    ("trade", "Trade and making"),
                                    ("mixed", "Mixed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("chosen_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "business_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CountryRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("country", models.CharField(max_length=2)),
                        ("key", models.CharField(max_length=60)),
                        ("valid_from", models.DateField()),
                        ("value", models.JSONField()),
                        ("source", models.CharField(max_length=300)),
                    ],
                    options={
                        "db_table": "country_rule",
                        "constraints": [models.UniqueConstraint(fields=("country", "key", "valid_from"), name="country_rule_once_per_day")],
                    },
                ),
                migrations.CreateModel(
                    name="Currency",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=3)),
                        ("valid_from", models.DateField()),
                        ("exponent", models.PositiveSmallIntegerField(default=2)),
                        (
                            "total_step",
                            models.DecimalField(decimal_places=2, help_text="document totals are rounded to this step", max_digits=6),
                        ),
                        ("source", models.CharField(max_length=200)),
                    ],
                    options={
                        "db_table": "currency",
                        "constraints": [models.UniqueConstraint(fields=("code", "valid_from"), name="currency_once_per_day")],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="number_series", to="organisation.legalentity"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("prefix", models.CharField(blank=True, max_length=12)),
                        ("next_number", models.BigIntegerField(default=1)),
                        ("latest_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "number_series",
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "kind", "prefix"), name="number_series_once"),
                            models.CheckConstraint(condition=models.Q(("next_number__gte", 1)), name="number_series_starts_at_one"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankAccount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="bank_accounts", to="organisation.legalentity"
                            ),
                        ),
                        ("name", models.CharField(max_length=60)),
                        (
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("iban", "IBAN"),
                                    ("bankgiro", "Bankgiro"),
                                    ("plusgiro", "Plusgiro"),
                                    ("bban", "National account number"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("number", models.CharField(max_length=34)),
                        ("bic", models.CharField(blank=True, max_length=11)),
                        ("currency", models.CharField(max_length=3)),
                        ("on_invoices", models.BooleanField(default=True, help_text="printed on invoices")),
                    ],
                    options={
                        "db_table": "bank_account",
                        "constraints": [models.UniqueConstraint(fields=("scheme", "number"), name="bank_account_once")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "business_history" ("chosen_at", "chosen_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="34110da170717cd77934ef26c77213f60c4a9dce",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_90f8f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="business",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "business_history" ("chosen_at", "chosen_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."chosen_at", new_values."chosen_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6130fc83e881583b306ad7ed32a760a00473de31",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_27a66",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="business",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="business",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "business_history" ("chosen_at", "chosen_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."chosen_at", old_values."chosen_by_id", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="5e202e494312d9d55ea44348c16704e222d1c212",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_5b548",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="business",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="businesshistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9098761678f513c402905ee46a070c1698020beb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_df1b9",
                            table="business_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
