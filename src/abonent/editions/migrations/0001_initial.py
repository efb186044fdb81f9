import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_functions"),
        ("catalog", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicationException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("kind", models.CharField(choices=[("no_issue", "No issue"), ("extra", "Extra issue"), ("moved", "Moved")], max_length=10)),
                ("moved_to", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="publication_exceptions", to="catalog.edition"
                    ),
                ),
            ],
            options={
                "db_table": "publication_exception",
                "ordering": ["edition", "on"],
            },
        ),
        migrations.CreateModel(
            name="PublicationExceptionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("on", models.DateField()),
                ("kind", models.CharField(choices=[("no_issue", "No issue"), ("extra", "Extra issue"), ("moved", "Moved")], max_length=10)),
                ("moved_to", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
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
                        to="editions.publicationexception",
                    ),
                ),
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
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="publication_rules", to="catalog.edition"),
                ),
            ],
            options={
                "db_table": "publication_rule",
                "ordering": ["edition", "during"],
            },
        ),
        migrations.CreateModel(
            name="PublicationRuleHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="editions.publicationrule",
                    ),
                ),
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
                ("holiday", models.CharField(max_length=80)),
                (
                    "edition",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="holiday_choices", to="catalog.edition"),
                ),
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
                ("published_on", models.DateField()),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("print_cut_off_at", models.DateTimeField(blank=True, null=True)),
                ("delivery_cut_off_at", models.DateTimeField(blank=True, null=True)),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="catalog.edition")),
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
        migrations.AddConstraint(
            model_name="publicationexception",
            constraint=models.UniqueConstraint(fields=("edition", "on"), name="publication_exception_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="publicationexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["no_issue", "extra", "moved"])), name="publication_exception_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "moved"), ("moved_to__isnull", False)),
                    models.Q(models.Q(("kind", "moved"), _negated=True), ("moved_to__isnull", True)),
                    _connector="OR",
                ),
                name="publication_exception_moved_somewhere",
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
        migrations.AddConstraint(
            model_name="publicationrule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("edition", "="), ("during", "&&")], name="publication_rule_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "weekdays"), ("weekdays__gte", 1), ("weekdays__lte", 127)),
                    models.Q(("counted_from__isnull", False), ("every__gte", 1), ("kind__in", ["weeks", "months"])),
                    _connector="OR",
                ),
                name="publication_rule_is_whole",
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
    ]
