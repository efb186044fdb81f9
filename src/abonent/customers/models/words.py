"""Words that the register sorts its customers by: each a row with its name in every language, set up by a manager."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.utils.translation import get_language

from abonent.access.history import keep_history
from abonent.kit.names import name_in


class WordsInUse(models.QuerySet["RegisterWord"]):
    """Words for sets of words."""

    def in_use(self) -> WordsInUse:
        """Those that may be chosen; a retired one stays where it was chosen."""
        return self.filter(retired=False)


class RegisterWord(models.Model):
    """A word to choose from. `name` is language -> text; a retired one is not offered any more."""

    name = models.JSONField()
    retired = models.BooleanField(default=False)

    objects = WordsInUse.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return name_in(self.name, get_language() or "en")


Word = TypeVar("Word", bound=RegisterWord)


@keep_history(of="customer_category")
class CustomerCategory(RegisterWord):
    """A type of customer: school, library, agent, staff, bad payer. A customer may be of several."""

    class Meta:
        db_table = "customer_category"


@keep_history(of="branch")
class Branch(RegisterWord):
    """The industry that an organisation works in."""

    class Meta:
        db_table = "branch"


@keep_history(of="position_type")
class PositionType(RegisterWord):
    """What a contact person decides or does in his organisation: purchaser, invoices, editor."""

    class Meta:
        db_table = "position_type"


@keep_history(of="categorised_customer")
class CategorisedCustomer(models.Model):
    """That a customer is of a category."""

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="categorised", db_index=False)
    category = models.ForeignKey(CustomerCategory, models.PROTECT, related_name="categorised", db_index=False)

    class Meta:
        db_table = "categorised_customer"
        indexes = [models.Index(fields=["category", "customer"], name="customers_of_category")]
        constraints = [models.UniqueConstraint(fields=["customer", "category"], name="customer_categorised_once")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.category_id}"
