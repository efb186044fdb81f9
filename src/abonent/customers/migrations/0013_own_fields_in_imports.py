"""Own fields of customers in imports: staged beside the other fields, and compared with the register in one writing."""

from __future__ import annotations

from django.db import migrations, models

# What is said in own fields, a text for each, as a workbook has it: days as 2026-02-01, numbers with a point, yes and no, # and the id
# of an option.
GIVEN = """
CREATE VIEW given_own_value AS
SELECT
    own_value.customer_id, 'own_' || own_value.field_id AS name,
    coalesce(
        own_value.text, trim_scale(own_value.number)::text, to_char(own_value.day, 'YYYY-MM-DD'),
        CASE own_value.yes WHEN true THEN 'yes' WHEN false THEN 'no' END, '#' || own_value.option_id,
        (
            SELECT string_agg('#' || chosen.id, ', ' ORDER BY ('#' || chosen.id) COLLATE "C")
            FROM unnest(own_value.options) AS chosen (id)
        ),
        ''
    ) AS said
FROM own_value
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_workbooks")]

    operations = [
        migrations.AddField(model_name="stagedcustomer", name="own", field=models.JSONField(null=True)),
        migrations.AddField(model_name="stagedcustomermatch", name="owns_otherwise", field=models.BooleanField(db_default=False)),
        migrations.RunSQL(GIVEN, "DROP VIEW given_own_value"),
    ]
