"""What the rules mean that documents of ours can break, in words of the trade, and where it is put right.

A rule that is not here is still shown with its own text; whoever reads it then needs to know the norm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Place(Enum):
    """Where a mistake is put right."""

    CUSTOMER = "customer"
    COMPANY = "company"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Cure:
    """What a broken rule means, what to do, and where."""

    says: Any
    place: Place = Place.NOWHERE


_ADDRESS = Cure(
    _("The customer's e-invoice address is missing or wrong. Ask him for it and write it down, then try again."), Place.CUSTOMER
)
_COMPANY_NUMBER = Cure(_("A company number is wrong: that of the customer, or our own. Check its last digit."), Place.CUSTOMER)
_OUR_NUMBERS = Cure(
    _("Our own VAT or company number is wrong. New invoices have it as it is written on the company's page."), Place.COMPANY
)
_BUYERS_VAT = Cure(
    _("The customer's VAT number does not begin with its country. It stands on the invoice: credit it and bill anew."), Place.CUSTOMER
)
_OUR_FAULT = Cure(_("The document itself is wrong, and that is a fault of this program. Report it with the number of the invoice."))

_OF_AUTHORITY = Cure(_("Put right what the authority says, then try again."), Place.CUSTOMER)
# What no line below knows, by how its name begins.
_OF_KINDS = {"ABONENT-": _OUR_FAULT, "NAV-": _OF_AUTHORITY, "KSEF-": _OF_AUTHORITY}

CURES: Mapping[str, Cure] = {
    "PEPPOL-EN16931-R010": _ADDRESS,
    "PEPPOL-EN16931-CL008": _ADDRESS,
    "BR-CL-25": _ADDRESS,
    "PEPPOL-EN16931-R020": _OUR_NUMBERS,
    "PEPPOL-COMMON-R040": _ADDRESS,
    "PEPPOL-COMMON-R041": _ADDRESS,
    "PEPPOL-COMMON-R042": _ADDRESS,
    "PEPPOL-COMMON-R049": _COMPANY_NUMBER,
    "SE-R-001": _OUR_NUMBERS,
    "SE-R-002": _OUR_NUMBERS,
    "SE-R-003": _OUR_NUMBERS,
    "SE-R-004": _OUR_NUMBERS,
    "SE-R-006": Cure(_("A line has a rate of VAT that Sweden does not know. Look at the product's tax category."), Place.COMPANY),
    "SE-R-013": _OUR_NUMBERS,
    "BR-CO-09": _BUYERS_VAT,
    "ABONENT-FINVOICE-OPERATOR": Cure(
        _("Write the operator's code behind the address, as 0216:003701120389@NDEAFIHH, then try again."), Place.CUSTOMER
    ),
    "ABONENT-KSEF-ACCOUNT": Cure(_("An account of ours is not one of Poland. Look at the company's accounts."), Place.COMPANY),
    "ABONENT-KSEF-OTHER": Cure(
        _("Another program has issued a document of this number for the company. Compare the two; credit one of them and bill it anew.")
    ),
    "ABONENT-RULES": Cure(_("Whoever runs the installation adds the rules: abonent rules add FILE. The document is sent by itself then.")),
    "ABONENT-CHECKER": Cure(_("Nothing has to be done unless it happens again.")),
    "ABONENT-BEFORE": Cure(_("It is sent by itself once that one is accepted. Look at that one if it is held back.")),
    "ABONENT-AWAITED": Cure(_("Nothing has to be done: it is asked for again.")),
    "ABONENT-UNREAD": Cure(_("Nothing has to be done unless it happens again.")),
    "KSEF-410": Cure(_("The token may not issue invoices for the company. Make another in KSeF and open the way anew."), Place.COMPANY),
    "KSEF-430": _OUR_FAULT,
    "KSEF-435": _OUR_FAULT,
    "KSEF-550": Cure(_("KSeF broke off by itself. Try again.")),
    "NAV-INVOICE_NUMBER_NOT_UNIQUE": Cure(
        _("NAV has a document of this number already. Compare the two in Online Számla; never report one number twice.")
    ),
    "NAV-INVALID_INVOICE_REFERENCE": Cure(
        _("NAV does not know the invoice that this takes back from. See that it is accepted, then try again.")
    ),
    "NAV-SUPPLIER_TAX_NUMBER_MISMATCH": Cure(
        _("Our tax number is not that of the technical user. Look at the company, or open the way with the right user."), Place.COMPANY
    ),
    "ABONENT-REACHED": Cure(_("Nothing has to be done; look at the way to send if it lasts.")),
    "ABONENT-OFFLINE": Cure(_("It goes by itself. The law wants it in KSeF by the end of the next working day.")),
    "ABONENT-ERASED": Cure(_("Nothing can be sent any more.")),
    "ABONENT-LOST": Cure(_("Ask the receiver whether he has the document. If he does not, try again.")),
    "ABONENT-REFUSED": Cure(_("Put right what the receiver says, then try again."), Place.CUSTOMER),
}


def cure_of(rule: str) -> Cure | None:
    """What a rule means and where it is put right; our own checks of sums and days find faults of the program."""
    return CURES.get(rule) or next((cure for beginning, cure in _OF_KINDS.items() if rule.startswith(beginning)), None)
