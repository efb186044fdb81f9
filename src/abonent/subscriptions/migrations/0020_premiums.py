"""Subscriber gifts from our stock, which promotions promise them, and the runs that send them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("catalog", "0003_statuses_from_files"),
        ("customers", "0007_credit_limit"),
        ("kit", "0003_stored_file"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        ("stock", "0002_walls"),
        ("subscriptions", "0012_donations"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Premium",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("given_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancellation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="premiums",
                                to="subscriptions.cancellation",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.place"
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.promotion"
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"),
                        ),
                        (
                            "reservation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="premium", to="stock.stockreservation"
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="premiums",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "premium",
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["subscription"], name="premium_of_subscription")],
                    },
                ),
                migrations.CreateModel(
                    name="PremiumFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("run_id", models.BigIntegerField()),
                        ("kind", models.CharField(choices=[("list", "Pick list"), ("labels", "Address labels")], max_length=6)),
                        ("premiums", models.IntegerField()),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "stored_file",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "premium_file",
                        "constraints": [
                            models.UniqueConstraint(fields=("run_id", "kind"), name="premium_file_once"),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["list", "labels"])), name="premium_file_kind_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PremiumPickPlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("ordinal", models.BigIntegerField()),
                        ("pieces", models.PositiveIntegerField()),
                        ("care_of", models.CharField(blank=True, max_length=80)),
                        ("ground", models.UUIDField()),
                        ("held", models.BooleanField(default=False)),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[("", "To be sent"), ("no_address", "No address"), ("missing", "Not on the shelf")],
                                max_length=12,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="stock.stockitem",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="customers.place",
                            ),
                        ),
                        (
                            "premium",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.premium",
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "premium_pick_plan",
                        "indexes": [models.Index(fields=["premium"], name="premium_pick_plan_by_premium")],
                    },
                ),
                migrations.CreateModel(
                    name="PromisedPremium",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.stockitem")),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="promised_premiums", to="catalog.promotion"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "promised_premium",
                        "constraints": [models.UniqueConstraint(fields=("promotion", "item"), name="promised_premium_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PromisedPremiumHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "item",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="stock.stockitem",
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
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="subscriptions.promisedpremium",
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.promotion",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "promised_premium_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpremium",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promised_premium_history" ("id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id") SELECT new_values."id", new_values."item_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."promotion_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="194d133346afb7293ac313fecdbecedb1b23fd3c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_acb10",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="promised_premium",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpremium",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promised_premium_history" ("id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id") SELECT new_values."id", new_values."item_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."promotion_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="297920cd740cf55c2b53e39270af70ae35a9dd59",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_39ad7",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="promised_premium",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpremium",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promised_premium_history" ("id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promotion_id") SELECT old_values."id", old_values."item_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."promotion_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9d42e24d28ebefed1fb31aea9651ec829fb31d17",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_fb52f",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="promised_premium",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promisedpremiumhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="27d1f4a2cd7c403552cc396129870e649987c1c0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_007f1",
                            table="promised_premium_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
