"""Fields of forms that choose rows by their ids: words of the register, colleagues."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q

from abonent.access.models import StaffUser
from abonent.customers.models import RegisterWord
from abonent.organisation.models import Unit

Choices = list[tuple[str, Any]]


class RowField(forms.ChoiceField):
    """One of some rows by its id, or none."""

    def to_python(self, value: Any) -> Any:
        """The id; None for none."""
        return int(value) if str(value).isdecimal() else None

    def valid_value(self, value: Any) -> bool:
        """Whether the id is among those offered."""
        return value is None or super().valid_value(str(value))


class RowsField(forms.MultipleChoiceField):
    """Some rows by their ids, in the order of the ids."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> Any:
        """The ids."""
        return sorted(int(one) for one in value or [] if str(one).isdecimal())

    def valid_value(self, value: Any) -> bool:
        """Whether the id is among those offered."""
        return super().valid_value(str(value))


def words_to_choose(model: type[RegisterWord], present: Collection[int] = ()) -> Choices:
    """The words that are in use, and those that a record has, by name."""
    words = model._default_manager.filter(Q(retired=False) | Q(pk__in=present))
    return sorted(((str(word.pk), str(word)) for word in words), key=lambda choice: choice[1].casefold())


def colleagues_to_choose(present: int | None = None) -> Choices:
    """The staff who are active, and the one whom a record has, by name."""
    staff = StaffUser.objects.filter(Q(is_active=True) | Q(pk=present))
    return sorted(((str(user.pk), staff_name(user)) for user in staff), key=lambda choice: choice[1].casefold())


def units_to_choose(viewer: StaffUser | None = None) -> Choices:
    """The units of the house, by company and name; of a viewer's companies alone, where one is given."""
    units = Unit.objects.filter(entity__in=viewer.entities.all()) if viewer else Unit.objects.all()
    return [(str(unit.pk), f"{unit.entity}: {unit}") for unit in units.select_related("entity").order_by("entity__name", "name")]


def staff_name(user: StaffUser | None) -> str:
    """A colleague by his name, or the name he signs in with."""
    return (user.get_full_name() or user.get_username()) if user else ""
