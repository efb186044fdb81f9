"""What a stop gives back for the digital part, where that went on in a pause and so has another rest than the paper."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0036_orders_from_files")]

    operations = [
        migrations.AddField(
            "earlyend",
            "digital_amount",
            models.DecimalField(
                decimal_places=2, help_text="what of it is for the digital part, where that went on in a pause", max_digits=14, null=True
            ),
        ),
    ]
