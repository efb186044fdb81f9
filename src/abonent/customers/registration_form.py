"""The form of a new customer with what the house wants of everybody, and with its own fields."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from abonent.customers.completeness import BOTH, Wanted, wanted_details
from abonent.customers.forms import NewCustomerForm
from abonent.customers.models import Customer, OwnField
from abonent.customers.models.own_fields import Value
from abonent.customers.own_field_forms import question_of
from abonent.customers.own_values import name_of, own_fields

# Which of the cases of the form shows a field: both, that of persons, that of organisations.
CASES = {BOTH: "", BOTH[:1]: "ab-case--1", BOTH[1:]: "ab-case--2"}


class RegistrationForm(NewCustomerForm):
    """What a caller says in the first minute; what is wanted of everybody must be among it."""

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.own_fields = own_fields()
        self.wanted = wanted_details()
        for field in self.own_fields:
            self.fields[name_of(field)] = question_of(field, today=today)
        kind = self.data.get(self.add_prefix("kind"), Customer.Kind.PERSON)
        for one in self.wanted:
            # Of two fields either will do, which only the whole form can tell.
            if kind in one.kinds and len(one.fields) == 1 and one.fields[0] in self.fields:
                question = self.fields[one.fields[0]]
                question.required = True
                question.error_messages["required"] = self._sentence(one)

    def leave_out(self, hidden: Set[str]) -> None:
        """Do not ask what the firm hides, unless it wants it of everybody."""
        super().leave_out(hidden - {name for one in self.wanted for name in one.fields})
        self.own_fields = [field for field in self.own_fields if field.required or name_of(field) not in hidden]
        for name in [name for name in self.fields if name.startswith("own_") and name not in map(name_of, self.own_fields)]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Where either of two fields will do, one of them must be filled."""
        said = super().clean() or self.cleaned_data
        for one in self.wanted:
            if len(one.fields) > 1 and said.get("kind") in one.kinds and not any(said.get(name) for name in one.fields):
                self.add_error(one.fields[0], self._sentence(one))
        return said

    def own_values(self) -> Mapping[int, Value]:
        """What is said in the own fields that customers of this kind have."""
        kind = self.cleaned_data["kind"]
        return {field.pk: self.cleaned_data[name_of(field)] for field in self.own_fields if field.is_of(kind)}

    @property
    def own_questions(self) -> list[tuple[str, BoundField]]:
        """The own fields, each with the case that shows it."""
        return [(CASES[_kinds(field)], self[name_of(field)]) for field in self.own_fields]

    @staticmethod
    def _sentence(one: Wanted) -> str:
        return _("We want to know this of everybody: %(detail)s. Ask for it.") % {"detail": one.label}


def _kinds(field: OwnField) -> tuple[str, ...]:
    return tuple(kind for kind in BOTH if field.is_of(kind))
