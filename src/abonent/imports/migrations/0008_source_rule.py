"""What a source may do to what is known already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0007_workbooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=40)),
                ("field", models.CharField(max_length=40)),
                (
                    "wins",
                    models.CharField(choices=[("empty", "fills it where it is empty"), ("never", "leaves it as it is")], max_length=5),
                ),
            ],
            options={
                "db_table": "source_rule",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "source", "field"), name="source_rule_once"),
                    models.CheckConstraint(condition=models.Q(("wins__in", ["empty", "never"])), name="source_rule_wins_known"),
                ],
            },
        ),
    ]
