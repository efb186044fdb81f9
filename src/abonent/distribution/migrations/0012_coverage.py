"""What is laid out to the households of an area, and the doors that get it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_what_there_is"),
        ("distribution", "0011_doors"),
        ("organisation", "0002_logo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverageDistribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("comes_on", models.DateField()),
                (
                    "delivery_method",
                    models.CharField(choices=[("carrier", "Early in the morning"), ("post", "By day, instead of the post")], max_length=12),
                ),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("all", "Every household, subscribers too"),
                            ("without", "Households that do not subscribe"),
                            ("only", "Only households that subscribe"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "products",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None),
                ),
                (
                    "routes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None),
                ),
                (
                    "postal_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("households", models.PositiveIntegerField()),
                ("left_out", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("without_route", models.PositiveIntegerField()),
                ("copies", models.PositiveIntegerField()),
                ("frozen_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("fetched_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="coverages", to="organisation.legalentity"),
                ),
                (
                    "fetched_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "coverage_distribution",
                "ordering": ["-comes_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CoverageCopy",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("coverage_id", "place_id", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.TextField(db_collation="C", null=True)),
                ("copies", models.PositiveSmallIntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.place",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.route",
                    ),
                ),
                (
                    "coverage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doors",
                        to="distribution.coveragedistribution",
                    ),
                ),
            ],
            options={
                "db_table": "coverage_copy",
            },
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("readers__in", ["all", "without", "only"])), name="coverage_readers_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("delivery_method__in", ["carrier", "post"])), name="coverage_method_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("postal_codes", []), ("routes", []), _negated=True), name="coverage_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "households",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(models.F("copies"), "+", models.F("left_out")),
                                "+",
                                models.F("refused"),
                            ),
                            "+",
                            models.F("without_route"),
                        ),
                    )
                ),
                name="coverage_adds_up",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveragedistribution",
            trigger=pgtrigger.compiler.Trigger(
                name="is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="348770c7300e3f88a01ed30667f6f165d9a563ac",
                    operation="DELETE",
                    pgid="pgtrigger_is_kept_80742",
                    table="coverage_distribution",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveragedistribution",
            trigger=pgtrigger.compiler.Trigger(
                name="is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.withdrawn_at IS NOT NULL OR (OLD.entity_id, OLD.name, OLD.comes_on, OLD.routes, OLD.postal_codes, OLD.copies) IS DISTINCT FROM (NEW.entity_id, NEW.name, NEW.comes_on, NEW.routes, NEW.postal_codes, NEW.copies))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="52e1e1dfd5c7790c8a0404fe9302d107a63484ac",
                    operation="UPDATE",
                    pgid="pgtrigger_is_frozen_5a0b8",
                    table="coverage_distribution",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragecopy",
            constraint=models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="coverage_copy_of_some_copies"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveragecopy",
            trigger=pgtrigger.compiler.Trigger(
                name="is_posted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8f5b2e08a62bca7a7a22b7aa2366f087eca909dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_is_posted_fecc2",
                    table="coverage_copy",
                    when="BEFORE",
                ),
            ),
        ),
    ]
