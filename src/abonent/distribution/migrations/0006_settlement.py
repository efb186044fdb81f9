import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models

# What a run settles with an outlet for a product: the issues of one ordinal of its plan, summed.
PLANNED_SETTLEMENT = """
CREATE VIEW planned_settlement AS
SELECT
    draw_plan.run_id, draw_plan.ordinal, draw_plan.outlet_id, draw_plan.product_id, draw_plan.price_list_id,
    min(issue.published_on) AS first_on, max(issue.published_on) AS latest_on, count(*)::integer AS issues,
    sum(draw_plan.copies)::integer AS copies, sum(draw_plan.returned)::integer AS returned, sum(draw_plan.amount) AS amount
FROM draw_plan
JOIN issue ON issue.id = draw_plan.issue_id
WHERE draw_plan.ordinal IS NOT NULL
GROUP BY draw_plan.run_id, draw_plan.ordinal, draw_plan.outlet_id, draw_plan.product_id, draw_plan.price_list_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_fewer_seats"),
        ("distribution", "0005_circulation"),
        ("editions", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedSettlement",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False)),
                ("ordinal", models.BigIntegerField()),
                ("first_on", models.DateField()),
                ("latest_on", models.DateField()),
                ("issues", models.IntegerField()),
                ("copies", models.IntegerField()),
                ("returned", models.IntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "db_table": "planned_settlement",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DrawSettlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("copies", models.IntegerField()),
                ("returned", models.IntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("charge_id", models.BigIntegerField(unique=True)),
                ("settled_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "outlet",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="distribution.outlet"),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricelist"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "draw_settlement",
            },
        ),
        migrations.CreateModel(
            name="OutletTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("per_copy", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "outlet",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="distribution.outlet"
                    ),
                ),
                ("price_list", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricelist")),
            ],
            options={
                "db_table": "outlet_terms",
                "ordering": ["outlet", "during"],
            },
        ),
        migrations.CreateModel(
            name="OutletTermsHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("per_copy", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "outlet",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="distribution.outlet",
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
                        to="distribution.outletterms",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.pricelist",
                    ),
                ),
            ],
            options={
                "db_table": "outlet_terms_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SettledDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("copies", models.IntegerField()),
                ("returned", models.IntegerField()),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "issue",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.issue"),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.outlet"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"),
                ),
                (
                    "settlement",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="distribution.drawsettlement"),
                ),
            ],
            options={
                "db_table": "settled_draw",
            },
        ),
        migrations.CreateModel(
            name="DrawPlan",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id", "outlet_id", "product_id", "issue_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ordinal", models.BigIntegerField(null=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("copies", models.IntegerField()),
                ("returned", models.IntegerField()),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("finding", models.CharField(blank=True, max_length=8)),
                (
                    "issue",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="editions.issue",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="distribution.outlet",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.pricelist",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"
                    ),
                ),
            ],
            options={
                "db_table": "draw_plan",
                "indexes": [models.Index(fields=["run", "ordinal"], name="draw_plan_by_ordinal")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("finding__in", ["", "no_terms", "no_price"])), name="draw_plan_finding_known"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="drawsettlement",
            constraint=models.UniqueConstraint(fields=("run", "outlet", "product", "price_list"), name="draw_settlement_once_a_run"),
        ),
        migrations.AddConstraint(
            model_name="outletterms",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("outlet", "="), ("during", "&&")], name="outlet_terms_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="outletterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="outlet_terms_on_some_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="outletterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("per_copy__gte", 0), ("percent__gte", 0), ("percent__lte", 100)), name="outlet_terms_take_off"
            ),
        ),
        migrations.AddConstraint(
            model_name="outletterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent", 0), ("per_copy", 0), _connector="OR"), name="outlet_terms_by_percent_or_by_copy"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outletterms",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outlet_terms_history" ("during", "id", "outlet_id", "per_copy", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id") SELECT new_values."during", new_values."id", new_values."outlet_id", new_values."per_copy", new_values."percent", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="46483e6d406a8378a6234adc4ba04ee2a218fe64",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_738ba",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outlet_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outletterms",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outlet_terms_history" ("during", "id", "outlet_id", "per_copy", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id") SELECT new_values."during", new_values."id", new_values."outlet_id", new_values."per_copy", new_values."percent", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="52df55b7f4c8017c9dca7a414fff3d21d0a48c13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_70a44",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outlet_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outletterms",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outlet_terms_history" ("during", "id", "outlet_id", "per_copy", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id") SELECT old_values."during", old_values."id", old_values."outlet_id", old_values."per_copy", old_values."percent", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4451b909d46505dd8c7f1d1f3f28cb6942eeebfc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_9f65f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outlet_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outlettermshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d253a85d42dfbfe4826034fcf11617096d2003aa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_93368",
                    table="outlet_terms_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="settleddraw",
            constraint=models.UniqueConstraint(fields=("outlet", "product", "issue", "number"), name="settled_draw_once"),
        ),
        migrations.RunSQL(PLANNED_SETTLEMENT, "DROP VIEW planned_settlement"),
    ]
