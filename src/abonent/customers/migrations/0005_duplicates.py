"""The signs by which two records are taken for one customer, what somebody said about two, and the plan of a run."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models

import abonent.kit.models

# What two records are compared by. A run reads all rows, somebody who types a new customer a few: the server plans each.
TRAITS = r"""
CREATE VIEW customer_traits AS
SELECT
    customer.id AS customer_id, customer.kind::text AS kind, customer.country::text AS country,
    translate(fold_text(customer.given_name), '-', ' ') AS given_name, translate(fold_text(customer.family_name), '-', ' ') AS family_name,
    CASE WHEN customer.organisation_name = '' THEN '' ELSE btrim(regexp_replace(
        fold_text(customer.organisation_name), '\m(ab|aktiebolag|oy|oyj|ky|kft|zrt|bt|nyrt|sp\.? ?z ?o\.? ?o|sa|as|aps|gmbh|ltd|inc)\M\.?', '', 'g'
    ), ' .,') END AS organisation_name,
    customer.national_id::text AS national_id, customer.company_number::text AS company_number, customer.vat_number::text AS vat_number,
    ARRAY(
        SELECT DISTINCT contact_point.normalised::text COLLATE "C" FROM contact_point
        WHERE contact_point.customer_id = customer.id AND contact_point.kind IN ('mobile', 'phone') AND contact_point.contact_person_id IS NULL
        ORDER BY 1
    ) AS telephones,
    ARRAY(
        SELECT DISTINCT contact_point.normalised::text COLLATE "C" FROM contact_point
        WHERE contact_point.customer_id = customer.id AND contact_point.kind = 'email' AND contact_point.contact_person_id IS NULL
        ORDER BY 1
    ) AS emails,
    ARRAY(SELECT DISTINCT address.place_id FROM address WHERE address.customer_id = customer.id ORDER BY 1) AS places,
    ARRAY(
        SELECT DISTINCT translate(place.postal_code, ' -', '') FROM address JOIN place ON place.id = address.place_id
        WHERE address.customer_id = customer.id AND place.postal_code <> '' ORDER BY 1
    ) AS postal_codes
FROM customer
WHERE customer.canonical_id = customer.id
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0004_consents"),
    ]

    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("national_id", ""), _negated=True), fields=["national_id"], name="customer_by_national_id"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("company_number", ""), _negated=True), fields=["company_number"], name="customer_by_company_number"
            ),
        ),
        migrations.CreateModel(
            name="ToldApart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("one", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer")),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer")),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "told_apart",
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="told_apart_once"),
                    models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="told_apart_in_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePlan",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("run_id", models.BigIntegerField()),
                ("ordinal", models.IntegerField()),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField()),
                ("ground", models.UUIDField()),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="empty: somebody who is being typed and not yet registered",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={"db_table": "duplicate_plan"},
        ),
        migrations.RunSQL(TRAITS, "DROP VIEW customer_traits"),
    ]
