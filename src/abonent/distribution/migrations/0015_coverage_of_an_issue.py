"""A coverage distribution may be of an issue."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0014_alarms_set_aside"),
        ("editions", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="coveragedistribution",
            name="is_frozen",
        ),
        migrations.AddField(
            model_name="coveragedistribution",
            name="issue",
            field=models.ForeignKey(
                help_text="empty: it comes by itself",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="coverages",
                to="editions.issue",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coveragedistribution",
            trigger=pgtrigger.compiler.Trigger(
                name="is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.withdrawn_at IS NOT NULL OR (OLD.entity_id, OLD.name, OLD.comes_on, OLD.issue_id, OLD.routes, OLD.postal_codes, OLD.copies) IS DISTINCT FROM (NEW.entity_id, NEW.name, NEW.comes_on, NEW.issue_id, NEW.routes, NEW.postal_codes, NEW.copies))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="74c106e5e5fdee9d5b6af52d65c951549b0f289b",
                    operation="UPDATE",
                    pgid="pgtrigger_is_frozen_5a0b8",
                    table="coverage_distribution",
                    when="BEFORE",
                ),
            ),
        ),
    ]
