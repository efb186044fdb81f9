"""A coverage distribution may be addressed by name: how it is addressed, and the people who get it."""

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_what_there_is"),
        ("distribution", "0015_coverage_of_an_issue"),
        ("editions", "0001_initial"),
        ("organisation", "0002_logo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverageReceiver",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("coverage_id", "customer_id", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "coverage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receivers",
                        to="distribution.coveragedistribution",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
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
                ("position", models.TextField(db_collation="C", null=True)),
                ("receiver", models.CharField(max_length=170)),
                ("care_of", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "db_table": "coverage_receiver",
            },
        ),
        migrations.RemoveConstraint(
            model_name="coveragedistribution",
            name="coverage_somewhere",
        ),
        migrations.RemoveConstraint(
            model_name="coveragedistribution",
            name="coverage_adds_up",
        ),
        migrations.AddField(
            model_name="coveragedistribution",
            name="addressed_to",
            field=models.CharField(
                choices=[
                    ("door", "To the household, without a name"),
                    ("person", "By name, to each person"),
                    ("household", "By name, one to each household"),
                ],
                default="door",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="coveragedistribution",
            name="housemates",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="coveragedistribution",
            name="readers",
            field=models.CharField(
                choices=[
                    ("all", "Everybody, subscribers too"),
                    ("without", "Those who do not subscribe"),
                    ("only", "Only those who subscribe"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("addressed_to__in", ["door", "person", "household"])), name="coverage_addressed_to_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="coveragedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("postal_codes", []), ("routes", []), _negated=True),
                    models.Q(
                        models.Q(("addressed_to", "door"), _negated=True),
                        models.Q(("readers", "all"), _negated=True),
                        models.Q(("products", []), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="coverage_somewhere",
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
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(models.F("copies"), "+", models.F("left_out")),
                                    "+",
                                    models.F("refused"),
                                ),
                                "+",
                                models.F("housemates"),
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
            model_name="coveragereceiver",
            trigger=pgtrigger.compiler.Trigger(
                name="is_posted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06bd9424f9ab7212eae32533010b2c2b46b000d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_is_posted_53406",
                    table="coverage_receiver",
                    when="BEFORE",
                ),
            ),
        ),
    ]
