"""What stands behind a reason for stopping, and terms that a stop ends early."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from abonent.kit.migrating import Together

# The reasons that came with the product; one that a publisher made himself is "something else" until he says.
KINDS = """
UPDATE stop_reason
SET kind = known.kind
FROM (VALUES
    ('price', 'price'), ('no_time', 'customer'), ('content', 'content'), ('delivery', 'delivery'), ('reads_digital', 'content'),
    ('moved', 'moved'), ('deceased', 'died'), ('trial_ended', 'ran_out'), ('not_paid', 'company')
) AS known (code, kind)
WHERE stop_reason.code = known.code
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0004_price_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cancellation",
            name="gives_back",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="cancellation",
            name="unmade_terms",
            field=models.PositiveSmallIntegerField(default=0, help_text="terms that nobody had invoiced and that were taken back"),
        ),
        migrations.AddField(
            model_name="cancellation",
            name="told_by",
            field=models.CharField(
                choices=[
                    ("telephone", "Telephone"),
                    ("email", "E-mail"),
                    ("letter", "Letter"),
                    ("visit", "Visit"),
                    ("portal", "Self-service"),
                    ("company", "Nobody, the company decided"),
                ],
                default="telephone",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="stopreason",
            name="kind",
            field=models.CharField(
                choices=[
                    ("customer", "The customer's own wish"),
                    ("price", "Price"),
                    ("content", "Content"),
                    ("delivery", "Delivery"),
                    ("moved", "Moved away"),
                    ("died", "Died"),
                    ("ran_out", "Ran out by itself"),
                    ("company", "The company's decision"),
                    ("other", "Something else"),
                ],
                default="other",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="stopreason",
            name="retired",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="cancellation",
            name="reason",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cancellations", to="subscriptions.stopreason"
            ),
        ),
        migrations.AddConstraint(
            model_name="cancellation",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_by__in", ["telephone", "email", "letter", "visit", "portal", "company"])),
                name="cancellation_told_by_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stopreason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["customer", "price", "content", "delivery", "moved", "died", "ran_out", "company", "other"])
                ),
                name="stop_reason_kind_known",
            ),
        ),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        Together(
            [
                migrations.CreateModel(
                    name="EarlyEnd",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("during_before", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("ends_on", models.DateField(help_text="the first day without")),
                        ("sold", models.PositiveIntegerField(help_text="issues of the term as it was sold; days where it brings none")),
                        ("issues", models.PositiveIntegerField(help_text="those that do not come any more")),
                        ("amount", models.DecimalField(decimal_places=2, help_text="what is credited for them", max_digits=14)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancellation",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_ends",
                                to="subscriptions.cancellation",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_ends",
                                to="subscriptions.term",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "early_end",
                        "constraints": [
                            models.UniqueConstraint(fields=("cancellation", "term"), name="early_end_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)), fields=("term",), name="early_end_one_at_a_time"
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="early_end_gives_back"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StopReasonHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("code", models.SlugField(db_index=False, max_length=30, serialize=False)),
                        ("name", models.JSONField(help_text="language -> text")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("customer", "The customer's own wish"),
                                    ("price", "Price"),
                                    ("content", "Content"),
                                    ("delivery", "Delivery"),
                                    ("moved", "Moved away"),
                                    ("died", "Died"),
                                    ("ran_out", "Ran out by itself"),
                                    ("company", "The company's decision"),
                                    ("other", "Something else"),
                                ],
                                default="other",
                                max_length=10,
                            ),
                        ),
                        ("retired", models.BooleanField(default=False)),
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
                                to="subscriptions.stopreason",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stop_reason_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stopreason",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stop_reason_history" ("code", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."code", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."code", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f044b57dba4ad263fe672dc916cdebdc0a03d0c9",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_ce4ce",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="stop_reason",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stopreason",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stop_reason_history" ("code", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."code", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."code", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."code") = (new_values."code") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5b140041c74414d6556ef8857dde930da986c0c4",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_fbaa1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="stop_reason",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stopreason",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stop_reason_history" ("code", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."code", old_values."kind", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."code", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="d0bb423f419b842c32e197ef901818a59e94f6d5",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_ff544",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="stop_reason",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stopreasonhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1e949beb7b314c777615a0b232e175a4888c8bfc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4c86d",
                            table="stop_reason_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
    ]
