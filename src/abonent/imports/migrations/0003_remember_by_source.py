"""Remember a mapping for each source, and how sure the guess of a column was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_committed_by"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rememberedmapping",
            name="remembered_mapping_once",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="sureness",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="rememberedmapping",
            name="source",
            field=models.CharField(default="", max_length=40),
        ),
        migrations.AddConstraint(
            model_name="rememberedmapping",
            constraint=models.UniqueConstraint(fields=("kind", "source", "headers_hash"), name="remembered_mapping_once"),
        ),
    ]
