import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_given_out")]

    operations = [
        migrations.CreateModel(
            name="ErasurePlan",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False)),
                ("run_id", models.BigIntegerField()),
                ("ordinal", models.IntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "what",
                    models.CharField(choices=[("person", "Erase who it was"), ("vouchers", "Take out of the vouchers")], max_length=8),
                ),
                ("tie", models.CharField(max_length=20)),
                ("country", models.CharField(max_length=2)),
                ("latest_on", models.DateField()),
                ("years", models.PositiveSmallIntegerField(help_text="empty: the vouchers say until when", null=True)),
                ("lapsed_on", models.DateField()),
                ("hindrance", models.CharField(blank=True, max_length=20)),
                ("held", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "erasure_plan",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("what__in", ["person", "vouchers"])), name="erasure_plan_what_known"),
                    models.UniqueConstraint(fields=("run_id", "customer"), name="erasure_plan_once"),
                ],
            },
        ),
    ]
