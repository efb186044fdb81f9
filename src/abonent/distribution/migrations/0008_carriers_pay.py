from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.distribution.models.stretch
import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("distribution", "0007_inserts"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="FrozenWalk",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "list_id", "route_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("doors", models.PositiveIntegerField()),
                        ("copies", models.PositiveIntegerField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="distribution.carrier",
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="walks",
                                to="distribution.frozenlist",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.route"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_walk",
                    },
                ),
                migrations.CreateModel(
                    name="PayPlan",
                    fields=[
                        ("on_day", models.DateField()),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("round", "A round"),
                                    ("copy", "A copy"),
                                    ("door", "A door"),
                                    ("supplement", "Supplement to a round"),
                                    ("charge", "Complaint"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("of_id", models.BigIntegerField(default=0)),
                        ("turn", models.PositiveSmallIntegerField(help_text="1 as it is first paid, 2 and on as it is corrected")),
                        ("quantity", models.PositiveIntegerField()),
                        ("unit_amount", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("due_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("ordinal", models.BigIntegerField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="distribution.carrier",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="distribution.route",
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
                        "db_table": "pay_plan",
                    },
                ),
                migrations.CreateModel(
                    name="PayRate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("round", "A round"),
                                    ("copy", "A copy"),
                                    ("door", "A door"),
                                    ("supplement", "Supplement to a round"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")),
                        ("amount", models.DecimalField(decimal_places=6, help_text="in the currency of the company", max_digits=18)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "works_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("weekdays", function="weekdays_of"),
                                output_field=abonent.distribution.models.stretch.WeekdaySetField(),
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pay_rates", to="organisation.legalentity"
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_rates",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "pay_rate",
                        "ordering": ["entity", "route", "basis", "during"],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("entity", "="),
                                    (django.db.models.functions.comparison.Coalesce("route", models.Value(0)), "="),
                                    ("basis", "="),
                                    ("works_on", "&&"),
                                    ("during", "&&"),
                                ],
                                name="pay_rate_one_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis__in", ["round", "copy", "door", "supplement"])), name="pay_rate_basis_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="pay_rate_weekdays_are_bits"
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="pay_rate_is_paid_to_the_carrier"),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="pay_rate_on_some_days"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayRateHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("round", "A round"),
                                    ("copy", "A copy"),
                                    ("door", "A door"),
                                    ("supplement", "Supplement to a round"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")),
                        ("amount", models.DecimalField(decimal_places=6, help_text="in the currency of the company", max_digits=18)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="distribution.payrate",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "pay_rate_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PayStatement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField(help_text="of this carrier, from 1")),
                        ("month", models.DateField(help_text="its first day")),
                        ("currency", models.CharField(max_length=3)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("posted_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "carrier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pay_statements", to="distribution.carrier"
                            ),
                        ),
                        (
                            "posted_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pay_statements", to="runs.run"),
                        ),
                    ],
                    options={
                        "db_table": "pay_statement",
                        "ordering": ["-month", "carrier__name", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "carrier"), name="pay_statement_once_a_run"),
                            models.UniqueConstraint(fields=("carrier", "number"), name="pay_statement_number_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayLine",
                    fields=[
                        ("on_day", models.DateField()),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("round", "A round"),
                                    ("copy", "A copy"),
                                    ("door", "A door"),
                                    ("supplement", "Supplement to a round"),
                                    ("charge", "Complaint"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("of_id", models.BigIntegerField(default=0)),
                        ("turn", models.PositiveSmallIntegerField(help_text="1 as it is first paid, 2 and on as it is corrected")),
                        ("quantity", models.PositiveIntegerField()),
                        ("unit_amount", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("due_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "statement_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("ordinal", models.BigIntegerField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.carrier"
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="distribution.route",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="distribution.paystatement",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "pay_line",
                        "ordering": ["on_day", "ordinal"],
                        "indexes": [models.Index(fields=["on_day"], name="pay_line_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("carrier", "on_day", "basis", "route", "of_id", "turn"), name="pay_line_once", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis__in", ["round", "copy", "door", "supplement", "charge"])),
                                name="pay_line_basis_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="pay_line_of_some_amount"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "due_amount__range",
                                        (
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("quantity"), "*", models.F("unit_amount")
                                                ),
                                                "-",
                                                models.Value(Decimal("0.5")),
                                            ),
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("quantity"), "*", models.F("unit_amount")
                                                ),
                                                "+",
                                                models.Value(Decimal("0.5")),
                                            ),
                                        ),
                                    )
                                ),
                                name="pay_line_is_quantity_by_rate",
                            ),
                            models.CheckConstraint(condition=models.Q(("turn__gte", 1)), name="pay_line_turn_counts"),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="frozenwalk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="98810dec6bb21350390a637c1a223a1bba6a9202",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_bae5b",
                            table="frozen_walk",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payrate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pay_rate_history" ("amount", "basis", "during", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id", "weekdays") SELECT new_values."amount", new_values."basis", new_values."during", new_values."entity_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."route_id", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="be431210779bbc97f3c418af9e280d22b24a247b",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_380fd",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="pay_rate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payrate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pay_rate_history" ("amount", "basis", "during", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id", "weekdays") SELECT new_values."amount", new_values."basis", new_values."during", new_values."entity_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."route_id", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b12347d408d342dcb7550d89d34a1fe54eb8ee2b",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_3c2f0",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="pay_rate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payrate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pay_rate_history" ("amount", "basis", "during", "entity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id", "weekdays") SELECT old_values."amount", old_values."basis", old_values."during", old_values."entity_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."route_id", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="23fac540373cd327c78f018cccdd9efa7e7389ff",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_fd39c",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="pay_rate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payratehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="be380380937a486c47fe1e187fb7a530e77a8a94",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2ae98",
                            table="pay_rate_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="paystatement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="10b373f34fa4eb46178cda8604633da4f527f45e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_5299c",
                            table="pay_statement",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3fe10dc0d7ff0eacfbcbb5676b6f285820db6868",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_ab2ab",
                            table="pay_line",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
