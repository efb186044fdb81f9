"""The lists of words that a manager sets up for the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Branch, CustomerCategory, PositionType, RegisterWord


@dataclass(frozen=True, kw_only=True)
class WordKind:
    """One list of words: its name in addresses, its title, what a new one is called, and what uses them."""

    name: str
    model: type[RegisterWord]
    title: Any
    singular: Any
    says: Any
    used_by: str

    def rows(self) -> QuerySet[Any]:
        """The words with how often each is chosen, those in use first."""
        return self.model._default_manager.annotate(uses=Count(self.used_by)).order_by("retired", "pk")


WORD_KINDS = [
    WordKind(
        name="types",
        model=CustomerCategory,
        title=_("Types of customers"),
        singular=_("Type of customer"),
        says=_("What a customer is to us: school, library, agent, staff. A customer may be of several types."),
        used_by="categorised",
    ),
    WordKind(
        name="branches",
        model=Branch,
        title=_("Branches"),
        singular=_("Branch"),
        says=_("The industry that an organisation works in."),
        used_by="customers",
    ),
    WordKind(
        name="positions",
        model=PositionType,
        title=_("Positions"),
        singular=_("Position"),
        says=_("What a contact person decides or does in his organisation."),
        used_by="contact_persons",
    ),
]


def word_kind_of_table(table: str) -> WordKind:
    """The list whose words are kept in a table."""
    return next(kind for kind in WORD_KINDS if kind.model._meta.db_table == table)
