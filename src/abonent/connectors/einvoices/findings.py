"""What is wrong with a document: in the words of the official rule that it breaks, or in ours, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

FATAL = "fatal"

# What our own checks say; official rules bring their text with them.
OWN = {
    "ABONENT-LINES": _("The lines come to %(net)s and VAT %(vat)s; the document says %(said_net)s and %(said_vat)s."),
    "ABONENT-TOTAL": _("%(net)s and VAT %(vat)s, rounded by %(rounding)s, do not make %(total)s."),
    "ABONENT-VAT": _("VAT of %(rate)s %% on %(net)s is %(expected)s, not %(vat)s."),
    "ABONENT-PRICE": _("Line %(line)s: %(quantity)s times %(price)s is not %(net)s."),
    "ABONENT-TWICE": _("Line %(line)s stands there twice."),
    "ABONENT-EMPTY": _("The document has no line."),
    "ABONENT-DAYS": _("%(later)s should come after %(earlier)s."),
    "ABONENT-FINVOICE-OPERATOR": _("The customer's e-invoice address does not say who his operator is."),
    "ABONENT-KSEF-MEMBER": _("%(field)s says that the buyer is a member; a third party with the role %(role)s is missing."),
    "ABONENT-KSEF-VAT": _("%(field)s is %(vat)s, which is no VAT of %(net)s."),
    "ABONENT-KSEF-TOTAL": _("P_15 is %(total)s; the sums come to %(sums)s."),
    "ABONENT-KSEF-QUANTITY": _("Line %(line)s has the quantity %(quantity)s; only a correction may be below nothing."),
    "ABONENT-KSEF-ACCOUNT": _("%(number)s is no account number: a Polish one has 26 figures that agree."),
    "ABONENT-KSEF-OTHER": _("KSeF has another document of this number: %(number)s."),
    "ABONENT-NAV-CURRENCY": _("A report to NAV in %(currency)s needs the day's rate of the forint."),
    "ABONENT-NAV-TOTAL": _("%(field)s is %(total)s; its parts come to %(parts)s."),
    "ABONENT-RULES": _("Waits for rules that are not here: %(rules)s."),
    "ABONENT-CHECKER": _("The check ended in the middle of this document; it is tried again."),
    "ABONENT-BEFORE": _("It takes back from %(number)s, which the tax authority does not have yet."),
    "ABONENT-AWAITED": _("The tax authority has it and has not answered yet."),
    "ABONENT-UNREAD": _("The tax authority answered something that could not be read; it is asked again."),
    "ABONENT-REACHED": _("The receiver was not reached and is tried again: %(problem)s"),
    "ABONENT-OFFLINE": _("Issued offline, with its codes on the paper: the authority was not reached. %(problem)s"),
    "ABONENT-ERASED": _("The customer was taken out of the books before this was sent."),
    "ABONENT-FAULT": _("The document could not be written or sent."),
    "ABONENT-LOST": _("The document left, and no answer came: %(problem)s"),
    "ABONENT-REFUSED": _("The receiver does not take it: %(answer)s"),
}


@dataclass(frozen=True)
class Finding:
    """A rule that a document breaks: its number, its own text, the place in the document, and whether it is fatal or a warning."""

    rule: str
    text: str = ""
    where: str = ""
    weight: str = FATAL
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_fatal(self) -> bool:
        """Whether a document with it may not be sent."""
        return self.weight == FATAL

    @property
    def sentence(self) -> str:
        """What the rule says."""
        return str(OWN[self.rule]) % self.parameters if self.rule in OWN else self.text
