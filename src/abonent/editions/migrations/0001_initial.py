import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="LeadTime",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lead_times", to="organisation.legalentity"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lead_times",
                                to="catalog.product",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lead_times",
                                to="catalog.edition",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("start", "Start or resume"),
                                    ("stop", "Stop"),
                                    ("pause", "Pause"),
                                    ("redirect", "Another address for a time"),
                                    ("move", "Move"),
                                    ("complaint", "Missing paper"),
                                    ("copies", "Other number of copies"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "delivery_method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("carrier", "Early-morning carrier"),
                                    ("post", "Post"),
                                    ("pick_up", "Pick-up"),
                                    ("electronic", "Electronic"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Monday"),
                                    (2, "Tuesday"),
                                    (3, "Wednesday"),
                                    (4, "Thursday"),
                                    (5, "Friday"),
                                    (6, "Saturday"),
                                    (7, "Sunday"),
                                ],
                                help_text="of the issue, Monday 1",
                                null=True,
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("days_before", models.PositiveSmallIntegerField()),
                        (
                            "counted_in",
                            models.CharField(choices=[("days", "Days"), ("working_days", "Working days")], default="days", max_length=12),
                        ),
                        ("at", models.TimeField()),
                    ],
                    options={
                        "db_table": "lead_time",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("entity", "="),
                                    (django.db.models.functions.comparison.Coalesce("product", models.Value(0)), "="),
                                    (django.db.models.functions.comparison.Coalesce("edition", models.Value(0)), "="),
                                    ("act", "="),
                                    ("delivery_method", "="),
                                    (django.db.models.functions.comparison.Coalesce("weekday", models.Value(0)), "="),
                                    ("during", "&&"),
                                ],
                                name="lead_time_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("product", None), ("edition", None), _connector="OR"),
                                name="lead_time_of_product_or_edition",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekday", None), models.Q(("weekday__gte", 1), ("weekday__lte", 7)), _connector="OR"),
                                name="lead_time_weekday_exists",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("counted_in__in", ["days", "working_days"])), name="lead_time_counted_in_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("days_before__lte", 60)), name="lead_time_of_two_months_at_most"),
                            models.CheckConstraint(condition=models.Q(("during__isempty", False)), name="lead_time_of_some_days"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadTimeHistory",
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
                                to="editions.leadtime",
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
                        ("id", models.BigIntegerField()),
                        (
                            "entity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisation.legalentity",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.product",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.edition",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("start", "Start or resume"),
                                    ("stop", "Stop"),
                                    ("pause", "Pause"),
                                    ("redirect", "Another address for a time"),
                                    ("move", "Move"),
                                    ("complaint", "Missing paper"),
                                    ("copies", "Other number of copies"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "delivery_method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("carrier", "Early-morning carrier"),
                                    ("post", "Post"),
                                    ("pick_up", "Pick-up"),
                                    ("electronic", "Electronic"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "Monday"),
                                    (2, "Tuesday"),
                                    (3, "Wednesday"),
                                    (4, "Thursday"),
                                    (5, "Friday"),
                                    (6, "Saturday"),
                                    (7, "Sunday"),
                                ],
                                help_text="of the issue, Monday 1",
                                null=True,
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("days_before", models.PositiveSmallIntegerField()),
                        (
                            "counted_in",
                            models.CharField(choices=[("days", "Days"), ("working_days", "Working days")], default="days", max_length=12),
                        ),
                        ("at", models.TimeField()),
                    ],
                    options={
                        "db_table": "lead_time_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PublicationException",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="publication_exceptions", to="catalog.edition"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("no_issue", "No issue"), ("extra", "Extra issue"), ("moved", "Moved")], max_length=10
                            ),
                        ),
                        ("moved_to", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=120)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("decided_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "publication_exception",
                        "ordering": ["edition", "on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "on"), name="publication_exception_once_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["no_issue", "extra", "moved"])), name="publication_exception_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "moved"), ("moved_to__isnull", False)),
                                    models.Q(models.Q(("kind", "moved"), _negated=True), ("moved_to__isnull", True)),
                                    _connector="OR",
                                ),
                                name="publication_exception_moved_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationExceptionHistory",
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
                                to="editions.publicationexception",
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
                        ("id", models.BigIntegerField()),
                        (
                            "edition",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.edition",
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("no_issue", "No issue"), ("extra", "Extra issue"), ("moved", "Moved")], max_length=10
                            ),
                        ),
                        ("moved_to", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=120)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "publication_exception_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PublicationRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="publication_rules", to="catalog.edition"
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("weekdays", "On weekdays"), ("weeks", "Every so many weeks"), ("months", "Every so many months")],
                                default="weekdays",
                                max_length=10,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("every", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("counted_from", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "publication_rule",
                        "ordering": ["edition", "during"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("edition", "="), ("during", "&&")], name="publication_rule_one_at_a_time"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "weekdays"), ("weekdays__gte", 1), ("weekdays__lte", 127)),
                                    models.Q(("counted_from__isnull", False), ("every__gte", 1), ("kind__in", ["weeks", "months"])),
                                    _connector="OR",
                                ),
                                name="publication_rule_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationRuleHistory",
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
                                to="editions.publicationrule",
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
                        ("id", models.BigIntegerField()),
                        (
                            "edition",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.edition",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("weekdays", "On weekdays"), ("weeks", "Every so many weeks"), ("months", "Every so many months")],
                                default="weekdays",
                                max_length=10,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("every", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("counted_from", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "publication_rule_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="HolidayChoice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="holiday_choices", to="catalog.edition"
                            ),
                        ),
                        ("holiday", models.CharField(max_length=80)),
                    ],
                    options={
                        "db_table": "holiday_choice",
                        "ordering": ["edition", "holiday"],
                        "constraints": [models.UniqueConstraint(fields=("edition", "holiday"), name="holiday_choice_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Issue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "edition",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="catalog.edition"),
                        ),
                        ("published_on", models.DateField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("print_cut_off_at", models.DateTimeField(blank=True, null=True)),
                        ("delivery_cut_off_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "issue",
                        "ordering": ["edition", "published_on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "published_on"), name="issue_once_a_day"),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("edition", "year", "number"),
                                name="issue_number_once",
                            ),
                            models.CheckConstraint(condition=models.Q(("year", models.F("published_on__year"))), name="issue_of_its_year"),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="leadtime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "lead_time_history" ("act", "at", "counted_in", "days_before", "delivery_method", "during", "edition_id", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "weekday") SELECT new_values."act", new_values."at", new_values."counted_in", new_values."days_before", new_values."delivery_method", new_values."during", new_values."edition_id", new_values."entity_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."weekday" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f338e173bb348a480879db3792612b056aefc0f2",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_a6f62",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="lead_time",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="leadtime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "lead_time_history" ("act", "at", "counted_in", "days_before", "delivery_method", "during", "edition_id", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "weekday") SELECT new_values."act", new_values."at", new_values."counted_in", new_values."days_before", new_values."delivery_method", new_values."during", new_values."edition_id", new_values."entity_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."weekday" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="daf546c3a7057a8df0dad7342592d0870e909379",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_49a04",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="lead_time",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="leadtime",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "lead_time_history" ("act", "at", "counted_in", "days_before", "delivery_method", "during", "edition_id", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "weekday") SELECT old_values."act", old_values."at", old_values."counted_in", old_values."days_before", old_values."delivery_method", old_values."during", old_values."edition_id", old_values."entity_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."weekday" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1b9fffd75a031db8d93c6f47e40f5e602c9addf6",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_e6eff",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="lead_time",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="leadtimehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d505a3a9eebcf85186dba1a933d544a95c5266f3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6bd2f",
                            table="lead_time_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationexception",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_exception_history" ("decided_at", "decided_by_id", "edition_id", "id", "kind", "moved_to", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."decided_at", new_values."decided_by_id", new_values."edition_id", new_values."id", new_values."kind", new_values."moved_to", new_values."on", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="513fe6e6e5ce5db1b8eab85c79e778e085408c40",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_52410",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="publication_exception",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationexception",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_exception_history" ("decided_at", "decided_by_id", "edition_id", "id", "kind", "moved_to", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."decided_at", new_values."decided_by_id", new_values."edition_id", new_values."id", new_values."kind", new_values."moved_to", new_values."on", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a6c78d4726d36b6cfed4937c3e38a7c838560463",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_36d0f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="publication_exception",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationexception",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_exception_history" ("decided_at", "decided_by_id", "edition_id", "id", "kind", "moved_to", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT old_values."decided_at", old_values."decided_by_id", old_values."edition_id", old_values."id", old_values."kind", old_values."moved_to", old_values."on", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."reason" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="3a3e098312781d611b016b5b968e5192896b434f",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_6d6d2",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="publication_exception",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationexceptionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a06aaa7353653367f34b53a3f939bf9867bb9e29",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0e2cf",
                            table="publication_exception_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_rule_history" ("counted_from", "during", "edition_id", "every", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT new_values."counted_from", new_values."during", new_values."edition_id", new_values."every", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="0f8c40d62e86b0143e93f9f313e05d83078ac7b8",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_99a39",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="publication_rule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_rule_history" ("counted_from", "during", "edition_id", "every", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT new_values."counted_from", new_values."during", new_values."edition_id", new_values."every", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="95a08836e8fcdaabcfed65057fd062abcfe30029",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_566ee",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="publication_rule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "publication_rule_history" ("counted_from", "during", "edition_id", "every", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT old_values."counted_from", old_values."during", old_values."edition_id", old_values."every", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="afae4138449723d2652aceda8e8c8ea28856d08f",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_009ae",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="publication_rule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicationrulehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e24e734efbce2d4056c106640969928c5f5a618e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dd109",
                            table="publication_rule_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
