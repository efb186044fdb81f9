"""The stored file."""

from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_text_functions")]
    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.BigIntegerField()),
                ("owner", models.CharField(help_text="the noun it belongs to, for example bank_file", max_length=60)),
                ("stored_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
            ],
            options={"db_table": "stored_file"},
        ),
    ]
