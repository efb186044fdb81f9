"""What a complaint gives, in words and figures: read aloud before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.service.models.complaint_rule import ANOTHER_TODAY, CREDIT, GIVES, WITH_NEXT
from abonent.service.operations import ComplaintEffect
from abonent.service.queries import ALARMING
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownComplaint:
    """The sentences and cells of an effect."""

    effect: ComplaintEffect
    say: str
    hint: str
    gives: str
    copies: str
    carrier: str
    carrier_note: str
    invoice_before: str
    invoice_after: str
    repeats: str

    # A complaint can be taken back at any time.
    undo_until = ""


def shown_complaint(effect: ComplaintEffect, reader: Reader) -> ShownComplaint:
    """What the plan of a complaint comes to, for a reader."""
    language = reader.language
    changed = effect.invoice_before != effect.invoice_after
    return ShownComplaint(
        effect=effect,
        say=" ".join(
            filter(None, (_given(effect, reader), _invoice(effect, reader), _("The carrier is told.") if effect.is_carried else ""))
        ),
        hint=" ".join(filter(None, (alarm_words(effect.repeats, language), _("More than the rule allows.") if effect.beyond else ""))),
        gives=figures.money(effect.amount, effect.currency, language) if effect.gives == CREDIT else str(dict(GIVES)[effect.gives]),
        copies=_copies(effect, language),
        carrier=(effect.carrier or _("Is told")) if effect.is_carried else "–",
        carrier_note=_carrier(effect, language),
        invoice_before=figures.money(effect.invoice_before, None, language) if changed else "",
        invoice_after=figures.money(effect.invoice_after, effect.currency, language) if effect.invoice_on else "–",
        repeats=figures.number(effect.repeats, language),
    )


def alarm_words(repeats: int, language: str) -> str:
    """That something is wrong with a route and not with one paper; empty below the third complaint."""
    if repeats < ALARMING:
        return ""
    return _("%(count)s complaints within 30 days.") % {"count": figures.number(repeats, language)}


def paper_of(published_on: date, reader: Reader) -> str:
    """Thursday 9 July."""
    return figures.spoken_day(published_on, reader.today, reader.language)


def _given(effect: ComplaintEffect, reader: Reader) -> str:
    words = {"day": paper_of(effect.published_on, reader)}
    if effect.gives == CREDIT:
        return _("For the paper of %(day)s we take off %(amount)s.") % {
            **words,
            "amount": figures.money(effect.amount, effect.currency, reader.language),
        }
    if effect.gives == ANOTHER_TODAY:
        return _("Another copy of the paper of %(day)s comes today.") % words
    if effect.gives == WITH_NEXT and effect.redelivered_on:
        words["next"] = paper_of(effect.redelivered_on, reader)
        return _("Another copy of the paper of %(day)s comes with that of %(next)s.") % words
    return _("We note it for the paper of %(day)s.") % words


def _invoice(effect: ComplaintEffect, reader: Reader) -> str:
    if effect.invoice_on is None or effect.invoice_before == effect.invoice_after:
        return ""
    words = {
        "day": figures.day(max(effect.invoice_on, reader.today), reader.today, reader.language),
        "amount": figures.money(effect.invoice_after, effect.currency, reader.language),
    }
    return _("The invoice of %(day)s is then %(amount)s.") % words


def _copies(effect: ComplaintEffect, language: str) -> str:
    counted = {"count": figures.number(effect.copies, language), "due": figures.number(effect.due_copies, language)}
    if effect.copies < effect.due_copies:
        return _("for %(count)s of %(due)s copies") % counted
    return ngettext("for %(count)s copy", "for %(count)s copies", effect.copies) % counted


def _carrier(effect: ComplaintEffect, language: str) -> str:
    if not effect.is_carried:
        return _("not brought by a carrier")
    route = _("route %(route)s") % {"route": effect.route} if effect.route else ""
    amount = figures.money(effect.carrier_amount, effect.carrier_currency, language)
    return ", ".join(filter(None, (route, _("charged %(amount)s") % {"amount": amount} if effect.carrier_amount else "")))
