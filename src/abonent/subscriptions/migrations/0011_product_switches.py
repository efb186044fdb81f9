"""That a subscription goes over to another product, and that a stop may be for that reason."""

import django.db.models.deletion
from django.db import migrations, models

from abonent.kit.migrating import Together

KINDS = [
    ("customer", "The customer's own wish"),
    ("price", "Price"),
    ("content", "Content"),
    ("delivery", "Delivery"),
    ("moved", "Moved away"),
    ("died", "Died"),
    ("ran_out", "Ran out by itself"),
    ("switched", "Goes on with something else of ours"),
    ("company", "The company's decision"),
    ("other", "Something else"),
]


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0010_copies_changes")]

    operations = [
        migrations.RemoveConstraint(model_name="stopreason", name="stop_reason_kind_known"),
        migrations.AlterField(
            model_name="stopreason",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=10),
        ),
        migrations.AlterField(
            model_name="stopreasonhistory",
            name="kind",
            field=models.CharField(choices=KINDS, default="other", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="stopreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [code for code, _label in KINDS])), name="stop_reason_kind_known"
            ),
        ),
        Together(
            operations=[
                migrations.CreateModel(
                    name="ProductSwitch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "cancellation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="product_switch",
                                to="subscriptions.cancellation",
                            ),
                        ),
                        (
                            "successor",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="switched_from",
                                to="subscriptions.subscription",
                            ),
                        ),
                    ],
                    options={"db_table": "product_switch"},
                ),
            ]
        ),
    ]
