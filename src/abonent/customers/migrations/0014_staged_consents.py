"""Files of consents between reading and promotion."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0013_own_fields_in_imports")]

    operations = [
        migrations.CreateModel(
            name="StagedConsent",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("key", models.TextField(db_collation="C")),
                ("channel", models.TextField()),
                ("purpose", models.TextField()),
                ("said", models.TextField()),
                ("source", models.TextField()),
                ("words", models.TextField()),
                ("said_on", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("consent_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={"db_table": "staged_consent"},
        ),
        migrations.RunSQL("ALTER TABLE staged_consent SET UNLOGGED", migrations.RunSQL.noop),
    ]
