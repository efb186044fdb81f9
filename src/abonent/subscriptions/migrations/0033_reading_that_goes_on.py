"""The day on which a period of reading begins is what it is known by, not its end: a renewal makes it longer and leaves the indexes alone."""

from django.db import migrations, models
from django.db.models.functions import Lower

# Half of each page is left for the rows that get longer: a run makes all of them longer at once.
ROOM = "ALTER TABLE entitlement SET (fillfactor = 50)"


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0032_issue_values")]

    operations = [
        migrations.RemoveConstraint("entitlement", "entitlement_once"),
        migrations.AddField(
            "entitlement", "begins_on", models.GeneratedField(expression=Lower("during"), output_field=models.DateField(), db_persist=True)
        ),
        migrations.AddConstraint(
            "entitlement",
            models.UniqueConstraint(
                fields=["subscription", "source", "customer", "network", "product", "edition", "begins_on"],
                name="entitlement_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(ROOM, "ALTER TABLE entitlement RESET (fillfactor)"),
    ]
