"""What a carrier sees of a book on his telephone: made with the book, read on the round. No names are in it: a telephone is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.distribution.documents.papers import Book
from abonent.distribution.models import Carrier, FrozenBook, FrozenList, RoundReport
from abonent.distribution.models.round import DONE
from abonent.kit.names import name_in

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
MOST_REPORTS = 50


@dataclass(frozen=True)
class Round:
    """The books of one route on one day: that of each paper, and what was added to it since."""

    books: Sequence[FrozenBook]

    @property
    def route(self) -> Any:
        """Its route."""
        return self.books[0].route

    @property
    def copies(self) -> int:
        """How many copies the carrier takes, of all papers."""
        return sum(stop["copies"] for book in self.books for stop in book.content["stops"])


def content_of(book: Book) -> dict[str, Any]:
    """A book without names: what changed, what is brought again, and every door with its copies. The name on a bundle is an outlet's."""
    return {
        "depot": book.depot,
        "changes": [[change.address, change.before, change.copies] for change in book.changes or ()],
        "stops": [
            {
                "place": stop.place,
                "address": stop.address,
                "copies": stop.copies,
                "outlet": stop.outlet,
                "again": [[paper.paper_of.isoformat(), paper.copies] for paper in stop.again],
            }
            for stop in book.stops
        ],
    }


def rounds_of(carrier: Carrier, today: date) -> tuple[date | None, list[Round]]:
    """The day and the rounds that a carrier has before him: tomorrow's as soon as they are frozen, until then today's."""
    books = FrozenBook.objects.filter(carrier=carrier, list__withdrawn_at=None, list__issue__published_on__range=(today, today + ONE_DAY))
    found = list(
        books.select_related("route", "list__issue__edition__title").order_by(
            "-list__issue__published_on", "route__sorts_as", "list__issue", "-list__number"
        )
    )
    if not found:
        return None, []
    day: date = found[0].list.issue.published_on
    by_route: dict[int, list[FrozenBook]] = {}
    for book in found:
        if book.list.issue.published_on == day:
            by_route.setdefault(book.route_id, []).append(book)
    return day, [Round(books_of_it) for books_of_it in by_route.values()]


def paper_of(frozen: FrozenList, language: str) -> str:
    """What a paper is called on the round."""
    edition = frozen.issue.edition
    return f"{name_in(edition.title.name, language)}, {name_in(edition.name, language)}"


def visible_reports(viewer: StaffUser) -> QuerySet[RoundReport]:
    """What carriers of the viewer's companies reported; a note may name a reader, so whoever sees only some customers sees none."""
    return of_whole_companies(RoundReport.objects.select_related("carrier", "route", "place"), viewer, path="route__entity")


def reports_of(day: date, viewer: StaffUser) -> tuple[list[RoundReport], int]:
    """What carriers reported in the week up to a day and nobody has seen to yet, and how many routes of that day they say are done."""
    waiting = Q(on_day__gt=day - A_WEEK, on_day__lte=day, settled_at=None) & ~Q(said=DONE)
    found = visible_reports(viewer).filter(waiting | Q(on_day=day, said=DONE)).order_by("pk")
    reports = [report for report in found if report.said != DONE]
    return reports[:MOST_REPORTS], len({report.route_id for report in found if report.said == DONE})
