"""What a pause does, in words and figures: read aloud before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.editions.promise_words import moment_words
from abonent.subscriptions.models.pause import CREDIT, DONATE, PROLONG
from abonent.subscriptions.operations import PauseEffect
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownPause:
    """The sentences and cells of an effect."""

    effect: PauseEffect
    say: str
    first_words: str
    again_words: str
    gives_value: str
    gives_note: str
    taken_until: str
    undo_until: str
    count: int


def shown_pause(effect: PauseEffect, reader: Reader, zone: str) -> ShownPause:
    """What the plan of a pause comes to, for a reader."""
    today, language = reader.today, reader.language
    value, note = _gives(effect, reader)
    return ShownPause(
        effect=effect,
        say=_say(effect, reader),
        first_words=figures.spoken_day(effect.first, today, language),
        again_words=_again(effect, reader),
        gives_value=value,
        gives_note=note,
        taken_until=moment_words(effect.affected.cut_off_at, zone, today, language) if effect.affected else "",
        undo_until=moment_words(effect.until, zone, today, language) if effect.until else "",
        count=len(effect.missed),
    )


def span_words(first: date, last: date | None, reader: Reader) -> str:
    """10 – 24 Jul, or from 10 Jul."""
    if last is None:
        return _("from %(day)s until further notice") % {"day": figures.short_day(first, reader.today, reader.language)}
    if first == last:
        return figures.short_day(first, reader.today, reader.language)
    begins, ends = (figures.short_day(one, reader.today, reader.language) for one in (first, last))
    return f"{begins} {figures.DASH} {ends}"


def _say(effect: PauseEffect, reader: Reader) -> str:
    first_missed = effect.missed[0] if effect.missed else effect.first
    words = {"first": figures.spoken_day(first_missed, reader.today, reader.language), "count": len(effect.missed)}
    if effect.last is None:
        begins = _("No paper comes from %(first)s until you tell us.") % words
        return f"{begins} {_settled_later(effect)}".strip()
    misses = ngettext("You miss the paper of %(first)s.", "You miss %(count)s papers, the first on %(first)s.", len(effect.missed)) % words
    again = _("The paper comes again on %(day)s.") % {"day": _again(effect, reader)} if effect.again_on else ""
    return " ".join(part for part in (misses, again, _compensation(effect, reader), _invoice(effect, reader)) if part)


def _again(effect: PauseEffect, reader: Reader) -> str:
    return figures.spoken_day(effect.again_on, reader.today, reader.language) if effect.again_on else ""


def _settled_later(effect: PauseEffect) -> str:
    if effect.gives == PROLONG:
        return _("When it comes again, the term is made longer by the papers you missed.")
    return _("When it comes again, the papers you missed are credited.") if effect.gives == CREDIT else ""


def _compensation(effect: PauseEffect, reader: Reader) -> str:
    amount = figures.money(abs(effect.amount), effect.currency, reader.language)
    if effect.fell_back and effect.credited > 0:
        return _("The term cannot get longer any more, so instead of a longer term we take off %(amount)s.") % {"amount": amount}
    if effect.amount > 0:
        return _("We take off %(amount)s.") % {"amount": amount}
    if effect.amount < 0:
        return _("We charge %(amount)s for papers that come after all.") % {"amount": amount}
    if effect.moved:
        last = effect.moved[-1]
        return _("What you have paid lasts until %(day)s.") % {
            "day": figures.day(last.ends_after - timedelta(days=1), reader.today, reader.language)
        }
    if effect.donated_to:
        return _("The papers you miss go to %(name)s.") % {"name": effect.donated_to}
    if effect.gives == DONATE:
        return _("The papers you miss are given away.")
    if effect.gives in (PROLONG, CREDIT) and not effect.prolonged and effect.missed:
        return _("What you miss is made up for in the term that is sold then.")
    return ""


def _invoice(effect: PauseEffect, reader: Reader) -> str:
    if effect.invoice_on is None or effect.invoice_before == effect.invoice_after:
        return ""
    words = {
        "day": figures.day(max(effect.invoice_on, reader.today), reader.today, reader.language),
        "amount": figures.money(effect.invoice_after, effect.currency, reader.language),
    }
    return _("The invoice of %(day)s is then %(amount)s.") % words


def _gives(effect: PauseEffect, reader: Reader) -> tuple[str, str]:
    """The cell for what the missed issues are made up by: its value and its note."""
    language = reader.language
    if effect.amount:
        each = figures.money(abs(effect.amount) / abs(effect.credited), effect.currency, language) if effect.credited else ""
        note = ngettext("%(count)s issue, about %(each)s each", "%(count)s issues, about %(each)s each", abs(effect.credited))
        return figures.money(effect.amount, effect.currency, language), note % {"count": abs(effect.credited), "each": each}
    if effect.moved:
        last = effect.moved[-1]
        days = {
            "before": figures.short_day(last.ends_before - timedelta(days=1), reader.today, language),
            "after": figures.short_day(last.ends_after - timedelta(days=1), reader.today, language),
        }
        return _("Longer term"), _("until %(after)s instead of %(before)s") % days
    if effect.gives == DONATE:
        return _("Given away"), effect.donated_to
    if effect.gives == PROLONG:
        return _("Longer term"), _("settled when the days are known") if effect.last is None else ""
    if effect.gives == CREDIT:
        return _("Credit"), _("settled when the days are known") if effect.last is None else ""
    return "–", _("this product gives nothing")


def money_before(effect: PauseEffect, reader: Reader) -> str:
    """What the next invoice came to before, if the pause changes it."""
    changed = effect.invoice_before != effect.invoice_after
    return figures.money(effect.invoice_before, None, reader.language) if changed else ""


def next_invoice(effect: PauseEffect, reader: Reader) -> str:
    """What the next invoice comes to; a dash where none waits."""
    if effect.invoice_on is None:
        return "–"
    return figures.money(Decimal(effect.invoice_after), effect.currency, reader.language)
