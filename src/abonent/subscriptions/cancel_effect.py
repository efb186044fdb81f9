"""What ending a subscription does, in words: read aloud before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.editions.promise_words import moment_words, why_words
from abonent.kit.names import name_in
from abonent.kit.periods import period
from abonent.stock.models import StockItem
from abonent.subscriptions import wording
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations.cancel import CancelEffect
from abonent.subscriptions.operations.early_ends import EndedTerm
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader
from abonent.ui.ticks import TickBar


@dataclass(frozen=True)
class ShownEnding:
    """The cells and the sentences of an effect; `terms` says of each term what becomes of it and why."""

    effect: CancelEffect
    say: str
    last_words: str
    back: str
    back_note: str
    terms: tuple[tuple[str, str], ...]
    invoice_before: str
    invoice_after: str
    taken_until: str
    why_until: str
    undo_until: str
    bar: TickBar
    lost: int


def shown_ending(effect: CancelEffect, subscription: Subscription, *, viewer: StaffUser, reader: Reader) -> ShownEnding:
    """What the plan of a stop comes to, for a reader."""
    today, language, zone = reader.today, reader.language, subscription.entity.zone
    changed = effect.invoice_before != effect.invoice_after
    bars = delivery_bars([subscription], viewer=viewer, today=today, language=language, without_from=effect.from_on)
    bar = bars[subscription.pk]
    cut = sum(term.issues for term in effect.ended if not term.taken_back)
    return ShownEnding(
        effect=effect,
        say=_say(effect, subscription, reader),
        last_words=figures.spoken_day(effect.last_paper or effect.last_day, today, language),
        back=figures.money(effect.amount, effect.currency, language) if effect.amount else figures.DASH,
        back_note=_count(cut, effect)
        if cut
        else _("what is sold is delivered")
        if subscription.is_delivered
        else _("what is sold is given"),
        terms=tuple((_term(term, reader), term_words(term, effect, reader)) for term in effect.ended),
        invoice_before=figures.money(effect.invoice_before, None, language) if changed else "",
        invoice_after=figures.money(effect.invoice_after, effect.currency, language)
        if effect.invoice_on or effect.invoice_after
        else figures.DASH,
        taken_until=moment_words(effect.affected.cut_off_at, zone, today, language) if effect.affected else "",
        why_until=why_words(effect.affected) if effect.affected else "",
        undo_until=moment_words(effect.until, zone, today, language) if effect.until and effect.ended else "",
        bar=bar,
        lost=sum(tick.new for week in bar.weeks for tick in week.ticks),
    )


def said_ending(effect: CancelEffect, subscription: Subscription, reader: Reader) -> str:
    """What is now true, for the toast."""
    words = {
        "product": wording.product_name(subscription, reader.language),
        "day": figures.spoken_day(effect.last_paper or effect.last_day, reader.today, reader.language),
    }
    if subscription.is_delivered:
        return _("%(product)s ends; the last paper comes on %(day)s.") % words
    return _("%(product)s ends on %(day)s.") % words


def term_words(term: EndedTerm, effect: CancelEffect, reader: Reader) -> str:
    """What becomes of a term, and why it is worth what it is."""
    price = figures.money(term.price, effect.currency, reader.language)
    if term.taken_back:
        return _("is not invoiced yet and is not charged: %(price)s") % {"price": price}
    words = {
        "count": term.issues,
        "sold": term.sold,
        "price": price,
        "amount": figures.money(term.amount, effect.currency, reader.language),
    }
    if not effect.gives_back and term.by_issues:
        said = ngettext("%(count)s of %(sold)s issues, not paid back", "%(count)s of %(sold)s issues, not paid back", term.issues)
    elif not effect.gives_back:
        said = ngettext("%(count)s of %(sold)s days, not paid back", "%(count)s of %(sold)s days, not paid back", term.issues)
    elif term.by_issues:
        said = ngettext(
            "%(count)s of %(sold)s issues of %(price)s: %(amount)s", "%(count)s of %(sold)s issues of %(price)s: %(amount)s", term.issues
        )
    else:
        said = ngettext(
            "%(count)s of %(sold)s days of %(price)s: %(amount)s", "%(count)s of %(sold)s days of %(price)s: %(amount)s", term.issues
        )
    return said % words


def _term(term: EndedTerm, reader: Reader) -> str:
    return wording.days(period(term.first, term.last_before), reader)


def _count(count: int, effect: CancelEffect) -> str:
    by_issues = any(term.by_issues for term in effect.ended)
    said = ngettext("%(count)s issue", "%(count)s issues", count) if by_issues else ngettext("%(count)s day", "%(count)s days", count)
    return said % {"count": count}


def _say(effect: CancelEffect, subscription: Subscription, reader: Reader) -> str:
    language = reader.language
    words = {"day": figures.spoken_day(effect.last_paper or effect.last_day, reader.today, language)}
    ends = _("The last paper comes on %(day)s.") if subscription.is_delivered else _("The last day is %(day)s.")
    return " ".join(
        part
        for part in (
            ends % words,
            _money(effect, reader),
            _not_charged(effect, reader),
            _("After that nothing more is charged."),
            let_go_words(effect.let_go, reader),
        )
        if part
    )


def _money(effect: CancelEffect, reader: Reader) -> str:
    """What is given back of what is paid or invoiced."""
    if effect.amount:
        return _("We take off %(amount)s for what does not come any more.") % {
            "amount": figures.money(effect.amount, effect.currency, reader.language)
        }
    kept = any(term.issues for term in effect.ended if not term.taken_back)
    return _("What is left of the term is not paid back.") if kept and not effect.gives_back else ""


def let_go_words(let_go: Iterable[StockItem], reader: Reader) -> str:
    """Which subscriber gifts are not sent any more."""
    names = ", ".join(name_in(item.name, reader.language) for item in let_go)
    return _("Not sent any more: %(gifts)s.") % {"gifts": names} if names else ""


def _not_charged(effect: CancelEffect, reader: Reader) -> str:
    spared = [term for term in effect.ended if term.taken_back]
    if not spared:
        return ""
    day = figures.day(min(term.first for term in spared), reader.today, reader.language)
    return _("The term from %(day)s is not charged.") % {"day": day}
