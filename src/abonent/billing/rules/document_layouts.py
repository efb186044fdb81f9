"""What may stand on each kind of document, what must, and which fields its texts may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INVOICE, CREDIT_NOTE, PRO_FORMA, RECEIPT, STATEMENT, CONFIRMATION = (
    "invoice",
    "credit_note",
    "pro_forma",
    "receipt",
    "statement",
    "confirmation",
)
KINDS = {
    INVOICE: _("Invoice"),
    CREDIT_NOTE: _("Credit note"),
    PRO_FORMA: _("Pro forma"),
    RECEIPT: _("Receipt of a payment"),
    STATEMENT: _("Statement of account"),
    CONFIRMATION: _("Balance confirmation"),
}
GREETING, CONDITIONS, CLOSING = "greeting", "conditions", "closing"
TEXTS = {GREETING: _("Greeting"), CONDITIONS: _("Conditions"), CLOSING: _("Closing words")}
BLOCKS = {
    "hero": _("Large sum"),
    "remark": _("What the document is"),
    "lines": pgettext_lazy("on a document", "Lines"),
    "sums": _("VAT and sums"),
    "ages": _("How long over due"),
    "codes": _("Codes of the tax authority"),
    "payment": _("How to pay"),
    "answer": _("The customer's answer"),
    **TEXTS,
}
AMOUNT = "amount"
COLUMNS = {"quantity": _("Quantity"), "price": pgettext_lazy("of one piece", "Price"), "rate": _("VAT rate"), AMOUNT: _("Amount")}
FIELDS = {
    "name": _("name of the customer"),
    "customer_number": _("number of the customer"),
    "number": _("number of the document"),
    "day": _("day of the document"),
    "due_day": _("due day"),
    "valid_until": _("until when it holds"),
    "reference": _("reference for the payment"),
    "total": _("its sum, with currency"),
    "company": _("name of your company"),
}
USUAL_ACCENT = "#0b6170"
# Heights in millimetres; the window of the envelope begins below the largest.
NO_LOGO, USUAL_LOGO = 0, 14
LOGO_HEIGHTS = {USUAL_LOGO: _("as usual"), 10: _("small"), 18: _("large"), NO_LOGO: _("none, the name of the company")}
# Of the relative luminance of WCAG: text of this colour can be read on white.
LEAST_CONTRAST = 4.5


@dataclass(frozen=True)
class Layout:
    """The blocks of a kind in their usual order, those it cannot be without, its columns, and the fields of its texts."""

    blocks: tuple[str, ...]
    needed: frozenset[str]
    fields: tuple[str, ...]
    columns: tuple[str, ...] = ()


def _layout(blocks: str, *, needed: str, fields: str, columns: Sequence[str] = ()) -> Layout:
    known = ("name", "customer_number", "day", "total", "company", *fields.split())
    return Layout(tuple(blocks.split()), frozenset(needed.split()), known, tuple(columns))


LAYOUTS = {
    INVOICE: _layout(
        "hero greeting lines sums conditions codes payment closing",
        needed="lines sums codes",
        fields="number due_day reference",
        columns=[*COLUMNS],
    ),
    # Which invoice it credits has to be told: the law asks for it.
    CREDIT_NOTE: _layout(
        "hero remark greeting lines sums conditions codes closing", needed="remark lines sums codes", fields="number", columns=[*COLUMNS]
    ),
    PRO_FORMA: _layout(
        "hero remark greeting lines sums conditions closing", needed="remark lines sums", fields="number valid_until", columns=[*COLUMNS]
    ),
    RECEIPT: _layout("hero remark greeting lines conditions closing", needed="remark lines", fields="number"),
    STATEMENT: _layout("hero remark greeting lines ages conditions closing", needed="lines", fields=""),
    CONFIRMATION: _layout("hero remark greeting lines ages conditions answer closing", needed="lines answer", fields=""),
}


@dataclass(frozen=True)
class Words:
    """A text: where it stands, in which language, and for which documents alone."""

    place: str
    language: str
    words: str
    channel: str = ""
    product_id: int | None = None


@dataclass(frozen=True)
class TemplateDescription:
    """What is said of a template."""

    blocks: tuple[str, ...]
    columns: tuple[str, ...] = ()
    accent: str = USUAL_ACCENT
    logo_height: int = USUAL_LOGO
    texts: tuple[Words, ...] = ()


def usual_description(kind: str) -> TemplateDescription:
    """How a kind of document is set where nobody said anything."""
    layout = LAYOUTS[kind]
    return TemplateDescription(blocks=layout.blocks, columns=layout.columns)


def contrast_with_white(colour: str) -> float:
    """How well a colour (#rrggbb) is read on white paper: from 1, not at all, to 21."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
