"""What is put together for printer and post besides the copies of issues, and its pieces."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_what_there_is"),
        ("distribution", "0012_coverage"),
        ("organisation", "0002_logo"),
        ("runs", "0001_initial"),
        ("subscriptions", "0041_issue_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("pieces", models.PositiveIntegerField()),
                ("sent_before", models.PositiveIntegerField()),
                ("without_address", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("fetched_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consignments", to="organisation.legalentity"
                    ),
                ),
                (
                    "fetched_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        help_text="empty: as is usual there",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.sortprofile",
                    ),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="consignments", to="runs.run")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "consignment",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ConsignedPiece",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("consignment_id", "of_id", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=16)),
                ("of_id", models.BigIntegerField()),
                ("receiver", models.CharField(max_length=120)),
                ("care_of", models.CharField(blank=True, max_length=80)),
                ("number", models.CharField(help_text="what stands on the piece, so that it finds its address", max_length=60)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.place",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "consignment",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="addressed", to="distribution.consignment"
                    ),
                ),
            ],
            options={
                "db_table": "consigned_piece",
            },
        ),
        migrations.AddConstraint(
            model_name="consignment",
            constraint=models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="consignment_of_some_pieces"),
        ),
        migrations.AddConstraint(
            model_name="consignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("fetched_at", None), ("withdrawn_at", None), _connector="OR"), name="consignment_stands_once_fetched"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consignment",
            trigger=pgtrigger.compiler.Trigger(
                name="is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7ddeac02b84140bcaf9dc0ecb9ce9d16f388086e",
                    operation="DELETE",
                    pgid="pgtrigger_is_kept_f8dba",
                    table="consignment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consignment",
            trigger=pgtrigger.compiler.Trigger(
                name="is_put_together",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.withdrawn_at IS NOT NULL OR (OLD.entity_id, OLD.kind, OLD.run_id, OLD.profile_id, OLD.pieces) IS DISTINCT FROM (NEW.entity_id, NEW.kind, NEW.run_id, NEW.profile_id, NEW.pieces))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="81790916301d8cbdb3d77ccd2d83212e5d0a728c",
                    operation="UPDATE",
                    pgid="pgtrigger_is_put_together_f05bb",
                    table="consignment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consignedpiece",
            constraint=models.UniqueConstraint(fields=("kind", "of_id"), name="consigned_once"),
        ),
    ]
