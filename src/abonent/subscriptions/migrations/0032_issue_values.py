"""Which charges belong to which term: what its issues share."""

from django.db import migrations, models

# What a term costs, and what pauses, stops, other quantities and save offers have added or taken off since.
TERM_CHARGES = """
CREATE VIEW term_charge AS
SELECT charge.source_id AS term_id, charge.id AS charge_id, charge.source_kind
FROM charge
WHERE charge.source_kind = 'term'
UNION ALL
SELECT term_adjustment.term_id, charge.id, charge.source_kind
FROM term_adjustment
JOIN charge ON charge.source_kind = 'pause_credit' AND charge.source_id = term_adjustment.id
UNION ALL
SELECT early_end.term_id, charge.id, charge.source_kind
FROM early_end
JOIN charge ON charge.source_kind = 'stop_credit' AND charge.source_id = early_end.id
UNION ALL
SELECT copies_settlement.term_id, charge.id, charge.source_kind
FROM copies_settlement
JOIN charge ON charge.source_kind = 'copies_change' AND charge.source_id = copies_settlement.id
UNION ALL
SELECT save_attempt.term_id, charge.id, charge.source_kind
FROM save_attempt
JOIN charge ON charge.source_kind = 'save_credit' AND charge.source_id = save_attempt.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("charges", "0002_components_sum_to_the_charge"),
        ("subscriptions", "0031_grace"),
    ]

    operations = [
        migrations.RunSQL(TERM_CHARGES, "DROP VIEW term_charge"),
        migrations.CreateModel(
            name="TermCharge",
            fields=[
                ("charge_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("term_id", models.BigIntegerField()),
                ("source_kind", models.CharField(max_length=20)),
            ],
            options={"db_table": "term_charge", "managed": False},
        ),
    ]
