"""What a move does, in words: read aloud before it is saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from abonent.editions.promise_words import moment_words
from abonent.subscriptions import wording
from abonent.subscriptions.operations import MovedSubscription, MoveEffect
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownMoved:
    """A subscription with its first paper at the new address and until when that can be changed."""

    name: str
    number: int
    first: str
    until: str
    note: str


@dataclass(frozen=True)
class ShownMove:
    """The sentences and cells of an effect."""

    effect: MoveEffect
    say: str
    moved: list[ShownMoved]
    hint: str
    undo_until: str


def shown_move(effect: MoveEffect, reader: Reader, zone: str, visible: Collection[int]) -> ShownMove:
    """What the plan of a move comes to, for a reader who sees these subscriptions."""
    lines = [_moved(one, effect, reader) for one in effect.moved if one.subscription.pk in visible]
    planned = (
        _("From %(day)s another address is planned already; it stays.")
        % {"day": figures.day(effect.planned_on, reader.today, reader.language)}
        if effect.planned_on
        else ""
    )
    return ShownMove(
        effect=effect,
        say=_say(effect, [one for one in effect.moved if one.subscription.pk in visible], reader),
        moved=lines,
        hint=planned,
        undo_until=moment_words(effect.until, zone, reader.today, reader.language) if effect.until else "",
    )


def _moved(one: MovedSubscription, effect: MoveEffect, reader: Reader) -> ShownMoved:
    notes = {
        "paused": _("paused then"),
        "redirected": _("at another address then, as agreed"),
        "": "",
    }
    first = one.first
    return ShownMoved(
        name=wording.product_name(one.subscription, reader.language),
        number=one.subscription.number,
        first=figures.spoken_day(first.published_on, reader.today, reader.language) if first else _("no paper after that"),
        until=moment_words(first.cut_off_at, first.zone, reader.today, reader.language) if first else "",
        note=notes[one.meanwhile],
    )


def _say(effect: MoveEffect, moved: list[MovedSubscription], reader: Reader) -> str:
    words = {"address": effect.address, "day": figures.spoken_day(effect.moves_on, reader.today, reader.language)}
    firsts = sorted((one.first.published_on, wording.product_name(one.subscription, reader.language)) for one in moved if one.first)
    lives = _("From %(day)s the address is %(address)s.") % words
    papers = [
        _("%(product)s comes there with the paper of %(day)s.")
        % {"product": name, "day": figures.spoken_day(first, reader.today, reader.language)}
        for first, name in firsts
    ]
    invoices = _("Invoices go to %(address)s.") % {"address": effect.invoices_to}
    return " ".join([lives, *papers, invoices])
