from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_logo")]

    operations = [
        migrations.AddField(
            model_name="legalentity",
            name="tax_office",
            field=models.CharField(blank=True, db_default="", help_text="code of the tax office, where files for it name it", max_length=4),
        ),
        migrations.AddField(model_name="legalentity", name="voivodeship", field=models.CharField(blank=True, db_default="", max_length=30)),
        migrations.AddField(model_name="legalentity", name="county", field=models.CharField(blank=True, db_default="", max_length=36)),
        migrations.AddField(
            model_name="legalentity", name="municipality", field=models.CharField(blank=True, db_default="", max_length=36)
        ),
    ]
