import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="legalentity",
            name="logo",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
            ),
        ),
    ]
