"""What another payer, orderer or agent means, in words and figures: read aloud before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.kit.periods import period
from abonent.subscriptions import wording
from abonent.subscriptions.models.party import AGENT, ORDERER, PAYER, ROLES
from abonent.subscriptions.operations import PartyEffect
from abonent.subscriptions.operations.change_party import PaidTerm
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownParty:
    """The sentences and cells of an effect; `terms` are the days of each term, who pays how much of it, and why."""

    effect: PartyEffect
    say: str
    role: str
    before: str
    after: str
    first: str
    amount: str
    amount_note: str
    terms: tuple[tuple[str, str, str], ...]

    @property
    def pays(self) -> bool:
        """Whether it is about money."""
        return self.effect.role == PAYER


def shown_party(effect: PartyEffect, reader: Reader) -> ShownParty:
    """What the plan of another payer, orderer or agent comes to, for a reader."""
    return ShownParty(
        effect=effect,
        say=" ".join(filter(None, [said_party(effect, reader), _takes_over(effect, reader), _stays(effect, reader)])),
        role=str(dict(ROLES)[effect.role]),
        before=effect.former or figures.DASH,
        after=effect.name or figures.DASH,
        first=figures.short_day(effect.from_on, reader.today, reader.language),
        amount=figures.money(effect.amount, effect.currency, reader.language) if effect.moved else figures.DASH,
        amount_note=_first_term(effect, reader),
        terms=tuple((_days(term, reader), *_term_words(term, effect, reader)) for term in effect.terms),
    )


def said_party(effect: PartyEffect, reader: Reader) -> str:
    """What is now true, for the toast."""
    words = {"name": effect.name, "day": figures.spoken_day(effect.from_on, reader.today, reader.language)}
    if effect.role == AGENT and not effect.name:
        return _("From %(day)s no agent mediates it.") % words
    sentences = {
        PAYER: _("%(name)s pays the terms that begin from %(day)s on."),
        ORDERER: _("%(name)s is the orderer from %(day)s."),
        AGENT: _("%(name)s is the agent from %(day)s."),
    }
    return sentences[effect.role] % words


def _takes_over(effect: PartyEffect, reader: Reader) -> str:
    if effect.role != PAYER:
        return _("What is charged, and to whom, stays as it is.")
    if not effect.moved:
        return ""
    words = {
        "count": figures.number(len(effect.moved), reader.language),
        "amount": figures.money(effect.amount, effect.currency, reader.language),
        "name": effect.name,
        "before": figures.money(sum(term.price_before for term in effect.moved), effect.currency, reader.language),
    }
    said = ngettext(
        "%(count)s term that waits to be invoiced goes over to %(name)s: %(amount)s.",
        "%(count)s terms that wait to be invoiced go over to %(name)s: %(amount)s.",
        len(effect.moved),
    )
    differs = any(term.price != term.price_before for term in effect.moved)
    return " ".join(filter(None, [said % words, _("Before it was %(before)s.") % words if differs else ""]))


def _first_term(effect: PartyEffect, reader: Reader) -> str:
    """Which term the new payer pays first, as far as that is known."""
    if effect.moved:
        return _("waits to be invoiced")
    if effect.next_term_on < effect.from_on:
        return _("what is sold stays")
    return _("the term from %(day)s is the first") % {"day": figures.short_day(effect.next_term_on, reader.today, reader.language)}


def _stays(effect: PartyEffect, reader: Reader) -> str:
    if effect.role != PAYER or effect.moved and not effect.stays:
        return ""
    last = (effect.stays[-1].last_before if effect.stays else effect.next_term_on) - timedelta(days=1)
    return _("What is sold until %(day)s stays with %(name)s.") % {
        "day": figures.day(last, reader.today, reader.language),
        "name": effect.former,
    }


def _days(term: PaidTerm, reader: Reader) -> str:
    return wording.days(period(term.first, term.last_before), reader)


def _term_words(term: PaidTerm, effect: PartyEffect, reader: Reader) -> tuple[str, str]:
    amount = figures.money(term.price, effect.currency, reader.language)
    if term.moved:
        before = figures.money(term.price_before, effect.currency, reader.language)
        words = {"name": effect.name, "before": before}
        if term.price == term.price_before:
            return amount, _("goes over to %(name)s") % words
        return amount, _("goes over to %(name)s; %(before)s before") % words
    said = _("stays with %(name)s; to be invoiced") if term.waiting else _("stays with %(name)s; invoiced")
    return amount, said % {"name": effect.former}
