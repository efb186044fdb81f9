"""A customer as people say him in a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.queries import search_customers


def customer_meant(text: str, *, viewer: StaffUser, today: date) -> Customer | None:
    """The one customer that a number or words mean, or whom he was merged into; None if there are none or several."""
    found = search_customers(text, viewer, limit=2, today=today)
    exact = [hit for hit in found if hit.exact] or found
    return Customer.objects.get(merged__pk=exact[0].id) if len(exact) == 1 else None


class CustomerField(forms.CharField):
    """A customer by number, name, telephone or address; `viewer` and `today` are set by the form that uses it."""

    viewer: StaffUser
    today: date
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {"unknown": _("There is no such customer, or there are several. Write the number.")}

    def to_python(self, value: Any) -> Any:
        """The customer; the empty text is nobody."""
        typed = super().to_python(value)
        if not typed:
            return None
        found = customer_meant(typed, viewer=self.viewer, today=self.today)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A customer by his number."""
        return value.number if isinstance(value, Customer) else value
