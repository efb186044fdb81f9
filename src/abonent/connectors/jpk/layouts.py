"""The files that can be made, and where each form has the net and the VAT of a rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

EXEMPT = "zw"
# 22, 7 and 3 percent are former rates that a credit note may still take back.
_STANDARD, _REDUCED, _LOWEST, _ZERO = ("23", "22"), ("8", "7"), ("5", "3"), ("0",)


@dataclass(frozen=True)
class Layout:
    """A file of the tax office: its name and variant, its namespace, what it is for, and what of a company it cannot do without.

    `is_checked` says that a test holds what we write against the office's own schema.
    """

    code: str
    form: str
    variant: str
    namespace: str
    types: str
    label: Any
    says: Any
    needs: tuple[str, ...]
    is_checked: bool

    @property
    def system_code(self) -> str:
        """The form with its variant, as the office writes it."""
        return f"{self.form} ({self.variant})"

    @property
    def is_of_invoices(self) -> bool:
        """Whether it tells invoices with their lines, not the record of VAT."""
        return self.form == "JPK_FA"


_RECORD_NEEDS = ("vat_number", "tax_office", "email")
_INVOICES_NEED = ("vat_number", "tax_office", "voivodeship", "county", "municipality", "house_number")
_RECORD_TYPES = "http://crd.gov.pl/xml/schematy/dziedzinowe/mf/2022/09/13/eD/DefinicjeTypy/"
_INVOICE_TYPES = "http://crd.gov.pl/xml/schematy/dziedzinowe/mf/2018/08/24/eD/DefinicjeTypy/"

LAYOUTS = {
    layout.code: layout
    for layout in (
        Layout(
            "v7m", "JPK_V7M", "3", "http://crd.gov.pl/wzor/2025/12/19/14090/", _RECORD_TYPES, "JPK_V7M(3)",
            _("The sales record of a month, for who settles VAT by the month."), _RECORD_NEEDS, is_checked=False,
        ),
        Layout(
            "v7k", "JPK_V7K", "3", "http://crd.gov.pl/wzor/2025/12/19/14089/", _RECORD_TYPES, "JPK_V7K(3)",
            _("The sales record of a month, for who settles VAT by the quarter."), _RECORD_NEEDS, is_checked=False,
        ),
        Layout(
            "fa4", "JPK_FA", "4", "http://jpk.mf.gov.pl/wzor/2022/02/17/02171/", _INVOICE_TYPES, "JPK_FA(4)",
            _("Invoices outside KSeF with their lines, when the office asks for them."), _INVOICES_NEED, is_checked=False,
        ),
        Layout(
            "fa3", "JPK_FA", "3", "http://jpk.mf.gov.pl/wzor/2019/09/27/09271/", _INVOICE_TYPES, "JPK_FA(3)",
            _("The same in the former form."), _INVOICES_NEED, is_checked=True,
        ),
    )
}  # fmt: skip

# (net, VAT) of a rate in the record; exempt and 0 percent have no VAT.
RECORD_FIELDS: dict[str, tuple[str, str]] = {
    EXEMPT: ("K_10", ""),
    **dict.fromkeys(_ZERO, ("K_13", "")),
    **dict.fromkeys(_LOWEST, ("K_15", "K_16")),
    **dict.fromkeys(_REDUCED, ("K_17", "K_18")),
    **dict.fromkeys(_STANDARD, ("K_19", "K_20")),
}
# The same of an invoice.
INVOICE_FIELDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(_STANDARD, ("P_13_1", "P_14_1")),
    **dict.fromkeys(_REDUCED, ("P_13_2", "P_14_2")),
    **dict.fromkeys(_LOWEST, ("P_13_3", "P_14_3")),
    **dict.fromkeys(_ZERO, ("P_13_6", "")),
    EXEMPT: ("P_13_7", ""),
}


def rate_code(rate: Decimal, *, is_exempt: bool) -> str:
    """A rate as the forms call it: 23, 8, 5, 0, zw."""
    return EXEMPT if is_exempt and not rate else f"{(rate * 100).normalize():f}"
