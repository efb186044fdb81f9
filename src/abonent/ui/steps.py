"""Steps of a piece of work, progress of a long one, and the receipt behind an amount: what their components are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.ui import wording

# Before this many seconds nobody can say honestly how long the rest takes.
HONEST_AFTER_SECONDS = 5


@dataclass(frozen=True)
class Step:
    """A step of a stepper: done (a link back), now, or todo."""

    label: Any
    state: str
    url: str = ""


def steps(labels: Sequence[Any], *, present: int, urls: Sequence[str] = ()) -> list[Step]:
    """The steps with the one at `present` (from 0) under way; past the last, all are done."""
    states = ["done" if place < present else "now" if place == present else "todo" for place in range(len(labels))]
    links = [*urls, *[""] * len(labels)]
    return [Step(label, state, link if state == "done" else "") for label, state, link in zip(labels, states, links, strict=False)]


@dataclass(frozen=True)
class Progress:
    """How far long work has come. `unit` is the counted thing in the plural, already in the reader's language."""

    done: int
    total: int
    unit: str
    language: str
    seconds: float = 0
    errors: int = 0
    part: str = ""
    started_words: str = ""

    @property
    def share(self) -> float:
        """From 0 to 1; nothing to do is all done."""
        return min(1.0, self.done / self.total) if self.total else 1.0

    @property
    def percent(self) -> float:
        """From 0 to 100, for the track."""
        return self.share * 100

    @property
    def finished(self) -> bool:
        """Whether there is nothing left."""
        return self.done >= self.total

    @property
    def rate(self) -> float:
        """Things a second so far."""
        return self.done / self.seconds if self.seconds > 0 else 0

    @property
    def of_words(self) -> str:
        """What stands beside the big figure."""
        return _("of %(total)s %(unit)s") % {"total": wording.number(self.total, self.language), "unit": self.unit}

    @property
    def rate_words(self) -> str:
        """The rate, once there is one."""
        if not self.rate or self.seconds < HONEST_AFTER_SECONDS:
            return ""
        return _("%(rate)s per second") % {"rate": wording.number(round(self.rate), self.language)}

    @property
    def left_words(self) -> str:
        """Time left, only when it can be said honestly, and rounded to what is honest."""
        if self.finished or self.seconds < HONEST_AFTER_SECONDS or not self.rate:
            return ""
        return _("About %(time)s left") % {"time": rounded_time((self.total - self.done) / self.rate)}

    @property
    def words(self) -> str:
        """The whole in one sentence, for whoever listens."""
        figures = {"done": wording.number(self.done, self.language), "total": wording.number(self.total, self.language), "unit": self.unit}
        sentence = _("%(done)s of %(total)s %(unit)s") % figures
        return ", ".join(part for part in (sentence, self.left_words, self.errors_words) if part)

    @property
    def errors_words(self) -> str:
        """How many errors, or nothing."""
        if not self.errors:
            return ""
        return ngettext("%(count)s error", "%(count)s errors", self.errors) % {"count": wording.number(self.errors, self.language)}


def rounded_time(seconds: float) -> str:
    """A time to wait: by 5 seconds under a minute, by 10 under five minutes, then by the minute."""
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": max(5, round(seconds / 5) * 5)}
    if seconds < 300:
        minutes, rest = divmod(round(seconds / 10) * 10, 60)
        return (
            _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
            if rest
            else _("%(minutes)s min") % {"minutes": minutes}
        )
    minutes = round(seconds / 60)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


@dataclass(frozen=True)
class Phase:
    """A part of long work: done, now or todo."""

    label: Any
    state: str
    count: int = 0
    percent: float = 0

    @property
    def words(self) -> str:
        """The state, for whoever listens."""
        return {"done": _("done"), "now": _("under way")}.get(self.state, _("waiting"))


@dataclass(frozen=True)
class ReceiptStep:
    """A step of a receipt, some without an amount. `changed` says since when it differs ("changed since June"); such a step is amber."""

    label: Any
    amount: Decimal | None
    source: Any = ""
    changed: Any = ""


@dataclass(frozen=True)
class Receipt:
    """Why an amount is what it is: `<c-receipt :receipt="receipt" popover="why" />` inside `<c-why id="why">`."""

    steps: Sequence[ReceiptStep]
    total: Decimal
    currency: str
    language: str
    about: Any = ""
    total_label: Any = ""
    tax_words: str = ""
    before_words: str = ""

    @property
    def total_words(self) -> str:
        """The total as its reader writes it."""
        return wording.money(self.total, self.currency, self.language)
