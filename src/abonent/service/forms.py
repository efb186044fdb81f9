"""What is said of an issue that did not come as it should, and what is typed to say what complaints give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import AmountField
from abonent.catalog.models import Product
from abonent.editions.models import Issue
from abonent.kit.names import name_in
from abonent.service.models.complaint import TELEPHONE, TOLD_BY
from abonent.service.models.complaint_rule import CREDIT, GIVES, KINDS, NOT_DELIVERED
from abonent.service.operations import AskedComplaint

HIGHEST_CHARGE = Decimal(100_000)


class ComplaintForm(forms.Form):
    """Which issue, what was wrong with it, and what is given. Everything is proposed: who calls about yesterday's paper types nothing."""

    issue = forms.TypedChoiceField(label=gettext_lazy("Paper of"), coerce=int)
    kind = forms.ChoiceField(label=gettext_lazy("What was wrong"), choices=KINDS, widget=forms.RadioSelect, initial=NOT_DELIVERED)
    gives = forms.ChoiceField(
        label=gettext_lazy("What is given"),
        choices=[("", gettext_lazy("What the rule gives")), *GIVES],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    copies = forms.IntegerField(label=gettext_lazy("Copies"), min_value=1, required=False, help_text=gettext_lazy("Empty: all of them."))
    told_by = forms.ChoiceField(label=gettext_lazy("Told us by"), choices=TOLD_BY, initial=TELEPHONE)
    remark = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, issues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issue"]
        field.choices = issues  # type: ignore[attr-defined]
        field.error_messages["required"] = _("No paper of it was due lately.")

    @property
    def asked(self) -> AskedComplaint:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        issue = Issue.objects.select_related("edition").get(pk=said["issue"])
        return AskedComplaint(issue, said["kind"], said["gives"] or None, said["copies"], said["told_by"], said["remark"])


class ComplaintRuleForm(forms.Form):
    """For which kind of complaint about what, what is given, and within which limits."""

    entity = forms.ModelChoiceField(None, label=gettext_lazy("Company"), empty_label=None)
    product = forms.ModelChoiceField(None, label=gettext_lazy("Product"), required=False, empty_label=gettext_lazy("any product"))
    kind = forms.ChoiceField(label=gettext_lazy("What was wrong"), choices=KINDS, widget=forms.RadioSelect, initial=NOT_DELIVERED)
    gives = forms.ChoiceField(label=gettext_lazy("What is given"), choices=GIVES, widget=forms.RadioSelect, initial=CREDIT)
    report_days = forms.IntegerField(
        label=gettext_lazy("Days to report it"),
        min_value=0,
        max_value=366,
        initial=14,
        help_text=gettext_lazy("After the day of the paper."),
    )
    yearly_credits = forms.IntegerField(
        label=gettext_lazy("Credits in a year"),
        min_value=0,
        max_value=366,
        required=False,
        help_text=gettext_lazy("More are for whoever leads the service. Empty: no limit."),
    )
    carrier_amount = AmountField(
        label=gettext_lazy("Charged to the carrier"),
        min_value=Decimal(0),
        max_value=HIGHEST_CHARGE,
        required=False,
        help_text=gettext_lazy("For each complaint. Empty: nothing."),
    )
    in_use = forms.BooleanField(label=pgettext_lazy("complaint rule", "Holds"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = of_my_entities(Product.objects.filter(kind="subscription"), viewer).order_by("code")
        self.fields["entity"].queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
        self.fields["product"].queryset = products  # type: ignore[attr-defined]
        self.fields["product"].label_from_instance = lambda one: name_in(one.name, get_language() or "en")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The product is of the company; a carrier who is charged nothing is charged 0."""
        cleaned = super().clean() or {}
        cleaned["carrier_amount"] = cleaned.get("carrier_amount") or Decimal(0)
        product, entity = cleaned.get("product"), cleaned.get("entity")
        if product and entity and product.entity_id != entity.pk:
            self.add_error("product", _("This product is of another company."))
        return cleaned
