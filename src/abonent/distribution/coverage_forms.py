"""What is typed about a coverage distribution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField
from abonent.catalog.models import Product
from abonent.distribution.coverage_queries import issue_words, products_of
from abonent.distribution.models import Route
from abonent.distribution.models.coverage import ADDRESSED_TO, DOOR, EVERYBODY, READERS
from abonent.distribution.models.route import METHODS
from abonent.distribution.operations.coverage import CoverageDescription
from abonent.editions.models import Issue
from abonent.kit.names import name_in
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import FormWithDays, TypedDayField
from abonent.ui.lists.reader import present_reader

_BETWEEN = re.compile(r"[,;\n]+")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{0,11}")


class CoverageForm(FormWithDays):
    """What comes to whom, on which day, in which area."""

    field_order = [
        "name",
        "entity",
        "issue",
        "comes_on",
        "delivery_method",
        "addressed_to",
        "readers",
        "routes",
        "postal_codes",
        "products",
    ]
    name = forms.CharField(label=gettext_lazy("What is laid out"), max_length=80, help_text=gettext_lazy("Summer paper, for example."))
    entity = RowField(label=gettext_lazy("Company"))
    issue = forms.ChoiceField(
        label=gettext_lazy("With an issue"),
        required=False,
        help_text=gettext_lazy("Copies of this issue come to households that do not subscribe to it. The day is that of the issue."),
    )
    comes_on = TypedDayField(label=gettext_lazy("Comes on"), required=False)
    delivery_method = forms.ChoiceField(label=gettext_lazy("How it comes"), choices=METHODS)
    addressed_to = forms.ChoiceField(label=gettext_lazy("How it is addressed"), choices=ADDRESSED_TO, initial=DOOR)
    readers = forms.ChoiceField(label=gettext_lazy("To whom"), choices=READERS, initial=EVERYBODY)
    routes = forms.CharField(
        label=gettext_lazy("Routes"), max_length=2000, required=False, help_text=gettext_lazy("Their numbers: 14, 15. All of a company: *")
    )
    postal_codes = forms.CharField(
        label=gettext_lazy("Postal codes"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Whole ones, or how they begin: 111 22, 113"),
    )
    products = forms.MultipleChoiceField(
        label=gettext_lazy("Subscribers of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Left empty, of all products of the company."),
    )

    def __init__(self, *args: Any, viewer: StaffUser, products: Sequence[Product], issues: Sequence[Issue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        if not viewer.sees_everybody:
            self.fields["addressed_to"].choices = ADDRESSED_TO[:1]  # type: ignore[attr-defined]
        language = present_reader().language
        self.issues = {str(one.pk): one for one in issues}
        offered = [(key, issue_words(one, present_reader())) for key, one in self.issues.items()]
        self.fields["issue"].choices = [("", _("It comes by itself")), *offered]  # type: ignore[attr-defined]
        self.fields["products"].choices = [(str(one.pk), name_in(one.name, language)) for one in products]  # type: ignore[attr-defined]

    def clean_postal_codes(self) -> tuple[str, ...]:
        """Codes, each as it begins."""
        codes = tuple(filter(None, (code.strip() for code in _BETWEEN.split(self.cleaned_data["postal_codes"]))))
        for code in codes:
            if not _CODE.fullmatch(code):
                raise forms.ValidationError(_("%(code)s is not a postal code.") % {"code": code[:20]})
        return codes

    def clean_issue(self) -> Issue | None:
        """The issue itself, None where it comes by itself."""
        return self.issues.get(self.cleaned_data["issue"])

    def clean(self) -> dict[str, Any]:
        """The day of the issue where one is named; the routes by their numbers, of the company."""
        cleaned = super().clean() or {}
        entity = cleaned.get("entity")
        if cleaned.get("issue"):
            cleaned["comes_on"] = cleaned["issue"].published_on
        elif "comes_on" in cleaned and cleaned["comes_on"] is None:
            self.add_error("comes_on", _("Say on which day it comes."))
        if entity is not None and "routes" in cleaned:
            cleaned["routes"] = self._routes(entity, cleaned["routes"], cleaned.get("delivery_method", ""))
        return cleaned

    @property
    def described(self) -> CoverageDescription:
        """What is said, once the form is valid."""
        names = ("name", "comes_on", "issue", "delivery_method", "addressed_to", "readers", "routes", "postal_codes")
        products = tuple(sorted(int(key) for key in self.cleaned_data["products"])) or products_of(self.cleaned_data["issue"])
        return CoverageDescription(products=products, **{name: self.cleaned_data[name] for name in names})

    def _routes(self, entity: LegalEntity, written: str, method: str) -> tuple[int, ...]:
        numbers = list(filter(None, (number.strip() for number in _BETWEEN.split(written))))
        routes = Route.objects.filter(entity=entity, delivery_method=method)
        if numbers == ["*"]:
            return tuple(routes.order_by("pk").values_list("pk", flat=True))
        found = dict(routes.filter(number__in=numbers).values_list("number", "pk"))
        unknown = [number for number in numbers if number not in found]
        if unknown:
            self.add_error("routes", _("There is no such route: %(numbers)s.") % {"numbers": ", ".join(unknown[:5])})
        return tuple(sorted(found.values()))
