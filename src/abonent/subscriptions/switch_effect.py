"""What a switch to another product does, in words and figures: read aloud before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.catalog.rules.term_words import term_words
from abonent.editions.promise_words import moment_words
from abonent.kit.names import name_in
from abonent.kit.periods import period
from abonent.subscriptions import wording
from abonent.subscriptions.cancel_effect import let_go_words
from abonent.subscriptions.carried_words import carried_words, left_words
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import SwitchEffect
from abonent.subscriptions.operations.early_ends import EndedTerm
from abonent.subscriptions.operations.switch_checks import ONE_DAY
from abonent.subscriptions.operations.switch_product import ChargedAnew
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownSwitch:
    """The sentences and cells of an effect: what is credited of the old one and why beside what the new one costs and for how long."""

    effect: SwitchEffect
    say: str
    hint: str
    old: str
    new: str
    last: str
    first: str
    credit: str
    credit_note: str
    charge: str
    charge_note: str
    together: str
    invoice_before: str
    invoice_after: str
    taken_until: str
    undo_until: str


def shown_switch(effect: SwitchEffect, subscription: Subscription, reader: Reader) -> ShownSwitch:
    """What the plan of a switch comes to, for a reader."""
    today, language, zone = reader.today, reader.language, subscription.entity.zone
    changed = effect.invoice_before != effect.invoice_after
    moments = (moment_words(moment, zone, today, language) if moment else "" for moment in (effect.taken_until, effect.until))
    taken_until, undo_until = moments
    return ShownSwitch(
        effect=effect,
        say=_say(effect, subscription, reader),
        hint=_hint(effect, reader),
        old=wording.product_name(subscription, language),
        new=_new_name(effect, language),
        last=figures.short_day(effect.last_paper or effect.from_on - ONE_DAY, today, language),
        first=figures.short_day(_first(effect), today, language),
        credit=figures.money(-effect.credit, effect.currency, language) if effect.credit else figures.DASH,
        credit_note=_joined(_ended_words(term, effect, reader) for term in effect.ended) or _("nothing is left of what is sold"),
        charge=figures.money(effect.charge, effect.currency, language),
        charge_note=_joined(_charged_words(term, effect, reader) for term in effect.charged),
        together=figures.money(effect.charge - effect.credit, effect.currency, language),
        invoice_before=figures.money(effect.invoice_before, None, language) if changed else "",
        invoice_after=figures.money(effect.invoice_after, effect.currency, language) if effect.invoice_on else figures.DASH,
        taken_until=taken_until,
        undo_until=undo_until,
    )


def said_switch(effect: SwitchEffect, subscription: Subscription, reader: Reader) -> str:
    """What is now true, for the toast."""
    words = {
        "old": wording.product_name(subscription, reader.language),
        "new": _new_name(effect, reader.language),
        "last": figures.spoken_day(effect.last_paper or effect.from_on - ONE_DAY, reader.today, reader.language),
        "first": figures.spoken_day(_first(effect), reader.today, reader.language),
    }
    if effect.papers:
        return _("%(old)s comes until %(last)s; %(new)s comes from %(first)s.") % words
    return _("%(old)s ends on %(last)s; %(new)s begins on %(first)s.") % words


def _first(effect: SwitchEffect):  # type: ignore[no-untyped-def]
    return effect.papers[0] if effect.papers else effect.from_on


def _new_name(effect: SwitchEffect, language: str) -> str:
    return name_in(effect.asked.product.name, language, effect.asked.product.entity.language)


def _say(effect: SwitchEffect, subscription: Subscription, reader: Reader) -> str:
    said = (said_switch(effect, subscription, reader), _money(effect, reader), _spared(effect, reader), _invoice(effect, reader))
    return " ".join(filter(None, (*said, *carried_words(effect.carried, reader))))


def _hint(effect: SwitchEffect, reader: Reader) -> str:
    loses = _("The promotion or agreed price of now ends with it; the price of the list holds.") if effect.loses_price else ""
    return " ".join(filter(None, (loses, *left_words(effect.carried, reader), let_go_words(effect.let_go, reader))))


def _money(effect: SwitchEffect, reader: Reader) -> str:
    words = {
        "new": _new_name(effect, reader.language),
        "credit": figures.money(effect.credit, effect.currency, reader.language),
        "charge": figures.money(effect.charge, effect.currency, reader.language),
        "last": figures.day(effect.charged[-1].last_before - ONE_DAY, reader.today, reader.language),
    }
    costs = _("Until %(last)s %(new)s costs %(charge)s.") % words
    return f"{_('We take off %(credit)s for what does not come any more.') % words} {costs}" if effect.credit else costs


def _spared(effect: SwitchEffect, reader: Reader) -> str:
    spared = [term.first for term in effect.ended if term.taken_back]
    if not spared:
        return ""
    return _("The term from %(day)s is not charged.") % {"day": figures.day(min(spared), reader.today, reader.language)}


def _invoice(effect: SwitchEffect, reader: Reader) -> str:
    if effect.invoice_on is None or effect.invoice_before == effect.invoice_after:
        return ""
    words = {
        "day": figures.day(max(effect.invoice_on, reader.today), reader.today, reader.language),
        "amount": figures.money(effect.invoice_after, effect.currency, reader.language),
    }
    return _("The invoice of %(day)s is then %(amount)s.") % words


def _ended_words(term: EndedTerm, effect: SwitchEffect, reader: Reader) -> str:
    words = {"count": term.issues, "sold": term.sold, "price": figures.money(term.price, effect.currency, reader.language)}
    if term.taken_back:
        return _("%(price)s is not charged") % words
    if term.by_issues:
        return ngettext("%(count)s of %(sold)s issues of %(price)s", "%(count)s of %(sold)s issues of %(price)s", term.issues) % words
    return ngettext("%(count)s of %(sold)s days of %(price)s", "%(count)s of %(sold)s days of %(price)s", term.issues) % words


def _charged_words(term: ChargedAnew, effect: SwitchEffect, reader: Reader) -> str:
    asked = effect.asked
    length = term_words(kind=asked.term_kind, unit=asked.term_unit, length=asked.term_length)
    return f"{length}, {wording.days(period(term.first, term.last_before), reader)}"


def _joined(said: Iterable[str]) -> str:
    return "; ".join(said)
