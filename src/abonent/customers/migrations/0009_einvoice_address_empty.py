"""A customer has no e-invoice address until somebody says one, whichever statement registers him."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_relations")]

    operations = [
        migrations.AlterField(
            model_name="customer",
            name="einvoice_address",
            field=models.CharField(blank=True, db_default="", help_text="scheme and number, for example 0007:5560360793", max_length=60),
        ),
        migrations.AlterField(
            model_name="customerhistory",
            name="einvoice_address",
            field=models.CharField(blank=True, db_default="", help_text="scheme and number, for example 0007:5560360793", max_length=60),
        ),
    ]
