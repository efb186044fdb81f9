"""What another number of copies does, in words and figures: read aloud before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.editions.promise_words import moment_words
from abonent.kit.periods import period
from abonent.subscriptions import wording
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import CopiesEffect
from abonent.subscriptions.operations.change_copies import SettledTerm
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownCopies:
    """The sentences and cells of an effect; `terms` are the days of each term, what is charged or credited for it, and why."""

    effect: CopiesEffect
    say: str
    before: str
    after: str
    first: str
    amount: str
    amount_label: str
    terms: tuple[tuple[str, str, str], ...]
    invoice_before: str
    invoice_after: str
    taken_until: str
    undo_until: str


def shown_copies(effect: CopiesEffect, subscription: Subscription, reader: Reader) -> ShownCopies:
    """What the plan of another number of copies comes to, for a reader."""
    today, language, zone = reader.today, reader.language, subscription.entity.zone
    changed = effect.invoice_before != effect.invoice_after
    until = moment_words(effect.until, zone, today, language) if effect.until else ""
    return ShownCopies(
        effect=effect,
        say=_say(effect, subscription, reader),
        before=figures.number(effect.copies_before, language),
        after=figures.number(effect.copies, language),
        first=figures.short_day(effect.papers[0] if effect.papers else effect.from_on, today, language),
        amount=figures.money(abs(effect.amount), effect.currency, language) if effect.amount else figures.DASH,
        amount_label=_("Credited") if effect.amount < 0 else _("Charged"),
        terms=tuple(
            (_days(term, reader), figures.money(term.amount, effect.currency, language), term_words(term, effect.currency, reader))
            for term in effect.settled
        ),
        invoice_before=figures.money(effect.invoice_before, None, language) if changed else "",
        invoice_after=figures.money(effect.invoice_after, effect.currency, language) if effect.invoice_on else figures.DASH,
        taken_until=until,
        undo_until=until,
    )


def said_copies(effect: CopiesEffect, subscription: Subscription, reader: Reader) -> str:
    """What is now true, for the toast."""
    words = {
        "product": wording.product_name(subscription, reader.language),
        "count": effect.copies,
        "day": figures.spoken_day(effect.papers[0] if effect.papers else effect.from_on, reader.today, reader.language),
    }
    if not subscription.is_delivered:
        return _("%(product)s: %(count)s from %(day)s.") % words
    said = ngettext(
        "%(count)s copy of %(product)s comes from %(day)s.", "%(count)s copies of %(product)s come from %(day)s.", effect.copies
    )
    return said % words


def term_words(term: SettledTerm, currency: str, reader: Reader) -> str:
    """Why a term costs more or gives something back."""
    words = {
        "before": figures.money(term.price_before, currency, reader.language),
        "after": figures.money(term.price_after, currency, reader.language),
        "count": term.issues,
        "sold": term.sold,
    }
    if term.made_again:
        return _("not invoiced yet; it costs %(after)s instead of %(before)s") % words
    if term.by_issues:
        share = ngettext("%(count)s of %(sold)s issues", "%(count)s of %(sold)s issues", term.issues) % words
    else:
        share = ngettext("%(count)s of %(sold)s days", "%(count)s of %(sold)s days", term.issues) % words
    words["share"] = share
    return _("%(share)s; the whole term costs %(after)s instead of %(before)s") % words


def _days(term: SettledTerm, reader: Reader) -> str:
    return wording.days(period(term.first, term.last_before), reader)


def _say(effect: CopiesEffect, subscription: Subscription, reader: Reader) -> str:
    parts = [said_copies(effect, subscription, reader), _money(effect, reader), _invoice(effect, reader)]
    return " ".join(part for part in parts if part)


def _money(effect: CopiesEffect, reader: Reader) -> str:
    words = {"amount": figures.money(abs(effect.amount), effect.currency, reader.language)}
    if effect.amount > 0:
        return _("For what is sold already that costs %(amount)s more.") % words
    if effect.amount < 0:
        return _("Of what is sold already we take off %(amount)s.") % words
    return "" if effect.settled else _("What is sold already stays as it is; the next term is for the new quantity.")


def _invoice(effect: CopiesEffect, reader: Reader) -> str:
    if effect.invoice_on is None or effect.invoice_before == effect.invoice_after:
        return ""
    words = {
        "day": figures.day(max(effect.invoice_on, reader.today), reader.today, reader.language),
        "amount": figures.money(effect.invoice_after, effect.currency, reader.language),
    }
    return _("The invoice of %(day)s is then %(amount)s.") % words
