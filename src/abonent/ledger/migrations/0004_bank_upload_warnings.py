from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_bank_upload")]

    operations = [
        migrations.AddField(
            model_name="bankupload",
            name="warnings",
            field=models.JSONField(default=list, help_text="codes and parameters of what was odd about it, each kind once"),
        )
    ]
