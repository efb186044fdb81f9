"""What is typed to divide a bank line, to book a payment, to give up a difference, and to say where what is posted goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField
from abonent.catalog.models import Product, ProductComponent, TaxCategory
from abonent.customers.fields import CustomerField
from abonent.customers.models import Customer
from abonent.ledger.accounting_formats import accounting_formats
from abonent.ledger.models import Account, AccountingProgram, AccountMapping, BankLine, Payment
from abonent.ledger.operations import Share
from abonent.ledger.rules.candidates import Payer
from abonent.ledger.rules.voucher import COST_CENTRE, PROJECT
from abonent.organisation.models import LegalEntity
from abonent.ui import wording
from abonent.ui.inputs import AmountField, TypedDayField

NOTHING = Decimal(0)


def accepted_share(posted: QueryDict, line: BankLine) -> Share | None:
    """The candidate that was accepted: his id, and item:amount as the page showed it; None if somebody has tampered with it."""
    try:
        items = {
            int(receivable): Decimal(amount) for receivable, _colon, amount in (item.partition(":") for item in posted.getlist("item"))
        }
        customer = Customer.objects.select_related("canonical").get(pk=int(posted.get("customer", "")))
    except (ValueError, InvalidOperation, Customer.DoesNotExist):
        return None
    return Share(customer.canonical, line.amount, items)


class SplitForm(forms.Form):
    """A bank line divided among open items and accounts of one or several customers; the whole line must be given away."""

    def __init__(self, *args: Any, line: BankLine, payers: Sequence[Payer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        self.payers = payers
        for payer in payers:
            for item in payer.items:
                self.fields[f"item_{item.receivable}"] = AmountField(label=item.document, required=False)
            self.fields[f"account_{payer.customer}"] = AmountField(label=_("On account"), required=False)

    @property
    def parts(self) -> list[tuple[Payer, list[tuple[Any, forms.BoundField]], forms.BoundField]]:
        """For the template: each customer, his items with their fields, the field of his account."""
        return [
            (payer, [(item, self[f"item_{item.receivable}"]) for item in payer.items], self[f"account_{payer.customer}"])
            for payer in self.payers
        ]

    def clean(self) -> dict[str, Any]:
        """The shares; the whole line is divided."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        shares = [share for payer in self.payers if (share := _share(payer, cleaned))]
        left = self.line.amount - sum((share.amount for share in shares), NOTHING)
        if left:
            words = wording.money(abs(left), self.line.currency, get_language() or "en")
            text = _("%(amount)s is not divided yet.") if left > 0 else _("That is %(amount)s more than came.")
            raise forms.ValidationError(text % {"amount": words})
        return {**cleaned, "shares": shares}


def _share(payer: Payer, typed: Mapping[str, Any]) -> Share | None:
    items = {item.receivable: amount for item in payer.items if (amount := typed.get(f"item_{item.receivable}"))}
    amount = sum(items.values(), NOTHING) + (typed.get(f"account_{payer.customer}") or NOTHING)
    return Share(Customer(pk=payer.customer, canonical_id=payer.customer), amount, items) if amount else None


class WriteOffForm(forms.Form):
    """How much of an item is given up, and why."""

    amount = AmountField(label=gettext_lazy("Amount"))
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("Who looks at the books next year will read this.")
    )


class PaymentForm(forms.Form):
    """A payment that came without a bank line."""

    BY_HAND = [(code, label) for code, label in Payment.METHODS if code != "bank"]

    customer = CustomerField(label=gettext_lazy("Customer"), help_text=gettext_lazy("Number, name, telephone or address."))
    amount = AmountField(label=gettext_lazy("Amount"))
    received_on = TypedDayField(label=gettext_lazy("Received"))
    method = forms.ChoiceField(label=pgettext_lazy("means of payment", "By"), choices=BY_HAND)
    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=gettext_lazy("Company"), empty_label=None)
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        customer, entity = self.fields["customer"], self.fields["entity"]
        customer.viewer, customer.today = viewer, today  # type: ignore[attr-defined]
        self.fields["received_on"].today = today  # type: ignore[attr-defined]
        entity.queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
        entity.label_from_instance = lambda one: f"{one.name}, {one.currency}"  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        """Not a day that is still to come."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day


class MappingForm(forms.Form):
    """The account that a purpose is posted to."""

    account = forms.ModelChoiceField(Account.objects.none(), label=gettext_lazy("Account"), empty_label=None)

    def __init__(self, *args: Any, mapping: AccountMapping, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"account": mapping.account_id}, **kwargs})
        # Only accounts that are compared with the same list: others would be refused.
        same = Account.objects.filter(entity=mapping.entity_id, subledger=mapping.account.subledger)
        self.fields["account"].queryset = same.order_by("code")  # type: ignore[attr-defined]


class NewMappingForm(forms.Form):
    """An account of its own for a product, a class of VAT or a class of revenue."""

    # What is posted for each line of an invoice; the rest of an entry has one account for all.
    PURPOSES = [(code, label) for code, label in AccountMapping.PURPOSES if code in ("revenue", "prepaid", "vat")]

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=PURPOSES)
    product = RowField(label=gettext_lazy("Product"), required=False, empty_label=gettext_lazy("all"))
    tax_category = RowField(label=gettext_lazy("VAT class"), required=False, empty_label=gettext_lazy("all"))
    revenue_class = forms.ChoiceField(label=gettext_lazy("Class of revenue"), required=False)
    account = forms.ModelChoiceField(Account.objects.none(), label=gettext_lazy("Account"), empty_label=None)

    def __init__(self, *args: Any, entity: LegalEntity, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = Product.objects.filter(entity=entity).order_by("code")
        self.fields["product"].offer(products)  # type: ignore[attr-defined]
        self.fields["tax_category"].offer(TaxCategory.objects.order_by("code"))  # type: ignore[attr-defined]
        classes = ProductComponent.objects.filter(product__entity=entity).exclude(revenue_class="").order_by("revenue_class")
        known = classes.values_list("revenue_class", flat=True).distinct()
        self.fields["revenue_class"].choices = [("", _("all")), *((one, one) for one in known)]  # type: ignore[attr-defined]
        self.fields["account"].queryset = Account.objects.filter(entity=entity, subledger="").order_by("code")  # type: ignore[attr-defined]
        if not viewer.has_part("subscriptions"):
            del self.fields["revenue_class"]
            self.fields["purpose"].choices = [one for one in self.PURPOSES if one[0] != "prepaid"]  # type: ignore[attr-defined]


class NewAccountForm(forms.Form):
    """An account of an entity's books."""

    code = forms.RegexField(r"^[0-9A-Za-z][0-9A-Za-z-]*$", label=gettext_lazy("Number"), max_length=12)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Account.KINDS, initial="revenue")


class AccountingProgramForm(forms.Form):
    """How the journal of a company leaves for its accounting program."""

    DIMENSIONS = [("", gettext_lazy("not at all")), (COST_CENTRE, gettext_lazy("as cost centres")), (PROJECT, gettext_lazy("as projects"))]
    PARTS = [("", gettext_lazy("for each entry")), ("day", gettext_lazy("for each day and kind"))]

    layout = forms.ChoiceField(label=gettext_lazy("Format"))
    by_day = forms.ChoiceField(
        label=gettext_lazy("One voucher"),
        choices=PARTS,
        required=False,
        help_text=gettext_lazy("By day the file stays small however many invoices there are; each entry is found in the batch."),
    )
    series = forms.CharField(
        label=gettext_lazy("Series of vouchers"),
        max_length=10,
        required=False,
        help_text=gettext_lazy("As the accounting program calls it. Left empty, the program chooses."),
    )
    unit_dimension = forms.TypedChoiceField(
        label=gettext_lazy("Units leave"), choices=DIMENSIONS, coerce=int, empty_value=None, required=False
    )
    product_dimension = forms.TypedChoiceField(
        label=gettext_lazy("Products leave"), choices=DIMENSIONS, coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, program: AccountingProgram, **kwargs: Any) -> None:
        said = {
            "layout": program.layout,
            "by_day": "day" if program.by_day else "",
            "series": program.series,
            "unit_dimension": program.unit_dimension or "",
            "product_dimension": program.product_dimension or "",
        }
        super().__init__(*args, **{"initial": said, **kwargs})
        self.program = program
        self.fields["layout"].choices = [(one.code, one.label) for one in accounting_formats()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Units and products are not objects of one dimension."""
        told = super().clean() or {}
        if told.get("unit_dimension") and told.get("unit_dimension") == told.get("product_dimension"):
            self.add_error("product_dimension", _("Units leave so already."))
        return told

    @property
    def said(self) -> AccountingProgram:
        """What was said, once the form is valid."""
        told = self.cleaned_data
        return AccountingProgram(
            entity=self.program.entity,
            layout=told["layout"],
            by_day=told["by_day"] == "day",
            series=told["series"],
            unit_dimension=told["unit_dimension"],
            product_dimension=told["product_dimension"],
        )
