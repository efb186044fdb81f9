"""The series of renewal notices, their plan, those that were sent, and the files of a run."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_discounts"),
        ("customers", "0007_credit_limit"),
        ("kit", "0003_stored_file"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        ("subscriptions", "0007_discounted_situations"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="RenewalNoticeStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("days", models.SmallIntegerField()),
                        ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], default="letter", max_length=6)),
                        ("subject", models.JSONField(help_text="language -> text")),
                        ("text", models.JSONField(help_text="language -> text")),
                        ("offers", models.BooleanField(default=True)),
                        ("begins_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="renewal_notice_steps", to="catalog.product"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "renewal_notice_step",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("product", "="),
                                    ("days", "="),
                                    (
                                        models.Func(
                                            models.F("begins_on"),
                                            models.F("ended_on"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="renewal_notice_step_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["letter", "email"])), name="renewal_notice_step_channel_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", -180), ("days__lte", 180)), name="renewal_notice_step_near_the_end"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("begins_on")), _connector="OR"),
                                name="renewal_notice_step_ends_after",
                            ),
                        ],
                        "ordering": ["product", "days", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalNoticePlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("ordinal", models.BigIntegerField()),
                        ("notice_id", models.BigIntegerField()),
                        ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], max_length=6)),
                        ("term_ordinal", models.IntegerField()),
                        ("last_on", models.DateField()),
                        ("begins_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("ground", models.UUIDField()),
                        ("held", models.BooleanField(default=False)),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "To be sent"),
                                    ("late", "To be sent, over a week late"),
                                    ("barred", "May not be contacted"),
                                    ("no_address", "No address"),
                                    ("no_email", "No e-mail address"),
                                    ("no_price", "No price for the next term"),
                                    ("sent", "Sent before"),
                                    ("renewed", "Renewed already"),
                                    ("stopped", "Cancelled"),
                                    ("resting", "Paused without an end"),
                                    ("rolling", "Runs until further notice"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "customer",
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
                        (
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="subscriptions.renewalnoticestep",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "renewal_notice_plan",
                        "indexes": [models.Index(fields=["notice_id"], name="renewal_notice_plan_by_notice")],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalNotice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("term_ordinal", models.IntegerField()),
                        ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], max_length=6)),
                        ("last_on", models.DateField()),
                        ("begins_on", models.DateField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("currency", models.CharField(max_length=3)),
                        ("run_id", models.BigIntegerField(help_text="the run that sent it")),
                        ("written_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewal_notices",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="subscriptions.renewalnoticestep",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "renewal_notice",
                        "constraints": [
                            models.UniqueConstraint(fields=("subscription", "term_ordinal", "step"), name="renewal_notice_once"),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["letter", "email"])), name="renewal_notice_channel_known"
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["run_id"], name="renewal_notice_of_run"),
                            models.Index(fields=["step"], name="renewal_notice_of_step"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RenewalNoticeStepHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("days", models.SmallIntegerField()),
                        ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], default="letter", max_length=6)),
                        ("subject", models.JSONField(help_text="language -> text")),
                        ("text", models.JSONField(help_text="language -> text")),
                        ("offers", models.BooleanField(default=True)),
                        ("begins_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
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
                                to="subscriptions.renewalnoticestep",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.product",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "renewal_notice_step_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RenewalNoticeFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("run_id", models.BigIntegerField()),
                        ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], max_length=6)),
                        ("notices", models.IntegerField()),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "stored_file",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "renewal_notice_file",
                        "constraints": [models.UniqueConstraint(fields=("run_id", "channel"), name="renewal_notice_file_once")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="renewalnoticestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "renewal_notice_step_history" ("begins_on", "channel", "days", "ended_on", "id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "subject", "text") SELECT new_values."begins_on", new_values."channel", new_values."days", new_values."ended_on", new_values."id", new_values."offers", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."subject", new_values."text" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="09fc11c7a46f4e5201798b4e71289bae4d6149b4",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_ab99f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="renewal_notice_step",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="renewalnoticestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "renewal_notice_step_history" ("begins_on", "channel", "days", "ended_on", "id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "subject", "text") SELECT new_values."begins_on", new_values."channel", new_values."days", new_values."ended_on", new_values."id", new_values."offers", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."subject", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="53bf86e8bfedd6b55df6c80df760d82bb6a032e4",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_cc6cf",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="renewal_notice_step",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="renewalnoticestep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "renewal_notice_step_history" ("begins_on", "channel", "days", "ended_on", "id", "offers", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "subject", "text") SELECT old_values."begins_on", old_values."channel", old_values."days", old_values."ended_on", old_values."id", old_values."offers", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."subject", old_values."text" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1e2a8ae6bc824f1c1751dff706a3a4595eb16c4c",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_38142",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="renewal_notice_step",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="renewalnoticestephistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="119e37d1668244ff5e96a5e59b9067595e2ba28c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_62efa",
                            table="renewal_notice_step_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
