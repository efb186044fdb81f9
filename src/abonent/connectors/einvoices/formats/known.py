"""The formats there are: who writes each, and by which files of which rule sets it is checked, the schema first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices import rule_sets
from abonent.connectors.einvoices.findings import Finding
from abonent.connectors.einvoices.formats import finvoice, ksef, ksef_checks, nav, nav_checks, peppol
from abonent.connectors.einvoices.rule_sets import RuleSet

SCHEMA, RULES = "xsd", "xslt"


@dataclass(frozen=True)
class Check:
    """A file of a rule set that a document is checked by."""

    kind: str
    rule_set: RuleSet
    file: str


def _sees_all(_root: Any) -> Iterable[Finding]:
    """Nothing more: the rules of the format see what there is to see."""
    return ()


@dataclass(frozen=True)
class Format:
    """A way to write an e-invoice. What is checked differs between an invoice and a credit note in some.

    `blind_spots` finds in a document, as it is written, what the format's schema lets pass though it is wrong.
    """

    code: str
    label: str
    write: Callable[[EInvoice], bytes]
    of_invoice: tuple[Check, ...]
    of_credit_note: tuple[Check, ...]
    blind_spots: Callable[[Any], Iterable[Finding]] = _sees_all

    def checks(self, document: EInvoice) -> tuple[Check, ...]:
        """What a document is checked by."""
        return self.of_credit_note if document.is_credit_note else self.of_invoice

    @property
    def rule_sets(self) -> tuple[RuleSet, ...]:
        """The rule sets without which nothing can be checked."""
        return tuple(dict.fromkeys(check.rule_set for check in (*self.of_invoice, *self.of_credit_note)))


_PEPPOL_RULES = tuple(Check(RULES, rule_sets.PEPPOL, file) for file in ("CEN-EN16931-UBL.xslt", "PEPPOL-EN16931-UBL.xslt"))
PEPPOL = Format(
    "peppol",
    "Peppol BIS Billing 3",
    peppol.write,
    (Check(SCHEMA, rule_sets.UBL, "UBL-Invoice-2.1.xsd"), *_PEPPOL_RULES),
    (Check(SCHEMA, rule_sets.UBL, "UBL-CreditNote-2.1.xsd"), *_PEPPOL_RULES),
)
_FINVOICE_SCHEMA = (Check(SCHEMA, rule_sets.FINVOICE, "Finvoice3.0.xsd"),)
FINVOICE = Format("finvoice", "Finvoice 3.0", finvoice.write, _FINVOICE_SCHEMA, _FINVOICE_SCHEMA)
_KSEF_SCHEMA = (Check(SCHEMA, rule_sets.KSEF, "schemat_FA(3)_v1-0E.xsd"),)
KSEF = Format("ksef", "KSeF FA(3)", ksef.write, _KSEF_SCHEMA, _KSEF_SCHEMA, ksef_checks.check)
_NAV_SCHEMA = (Check(SCHEMA, rule_sets.NAV, "invoiceData.xsd"),)
NAV = Format("nav", "NAV Online Számla 3.0", nav.write, _NAV_SCHEMA, _NAV_SCHEMA, nav_checks.check)
FORMATS = {each.code: each for each in (PEPPOL, FINVOICE, KSEF, NAV)}
