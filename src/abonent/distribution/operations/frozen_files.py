"""Make the files of what was frozen: for press and post by sort profile, for carriers and depots by route. Read and written piece by piece."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any, BinaryIO

from django.db.models import Sum

from abonent.access.models import StaffUser
from abonent.distribution.documents.papers import (
    Book,
    DoorChange,
    PaperAgain,
    Stop,
    SummaryLine,
    TopSheet,
    bundle_labels,
    carrier_books,
    route_summary_pdf,
)
from abonent.distribution.frozen_queries import list_before
from abonent.distribution.list_lines import Sorting, field_labels, lines_by_route, lines_of, pieces_of, said_of, sorting_of
from abonent.distribution.models import Carrier, FrozenBook, FrozenExtra, FrozenFile, FrozenList, FrozenSum, Route, RouteCarrier
from abonent.distribution.models.extra import AGAIN, OUTLET
from abonent.distribution.models.freezing import CARRIER_BOOK, LABELS, POST_FILE, ROUTE_SUMMARY, STOPPED
from abonent.distribution.rounds import content_of
from abonent.distribution.rules.layout import SEPARATED, CannotWrite, Writer
from abonent.distribution.rules.print_order import bundles_of
from abonent.kit import clock, files, statements
from abonent.kit.batches import batched
from abonent.kit.documents import PDF
from abonent.kit.files import store, store_stream
from abonent.kit.models import StoredFile
from abonent.runs.models import Run
from abonent.subscriptions.copies import DUE

OWNER = "frozen_file"
# How a paper in parts is set, what it is called in the name of its file, and how much of it comes to some hundred pages.
IN_PARTS: Mapping[str, tuple[Callable[..., Iterator[bytes]], str, int]] = {
    CARRIER_BOOK: (carrier_books, "books", 100),
    LABELS: (bundle_labels, "labels", 1_000),
}
IN_MEMORY = 4_000_000
BOOKS_KEPT_AT_ONCE = 200


def make_files(run: Run) -> int:
    """Make all files of the lists of a run that are not there yet; returns how many."""
    return sum(make_files_of(frozen) for frozen in _lists(run))


def make_files_of(frozen: FrozenList) -> int:
    """The files of one list: what routes bring, for carriers and depots; the rest for press and post."""
    if frozen.files.exists():
        return 0
    sorting = sorting_of(frozen.issue, frozen.delivery_method)
    walks = _walks_of(frozen)
    apart = _brought_apart(frozen)
    posted = _make_post_file(frozen, sorting)
    if walks:
        _make_books(frozen, sorting, walks)
    if walks or apart:
        _make_summary(frozen, sorting, walks, apart)
    _set_in_parts(frozen, sorting, LABELS, chain(_sheets_of_routes(sorting, walks), _sheets_of_outlets(sorting, apart), posted))
    return frozen.files.count()


def fetch_file(*, file: FrozenFile, actor: StaffUser | None) -> FrozenFile:
    """Somebody takes the file out of the house: from now on its list stands."""
    if file.fetched_at is None:
        FrozenFile.objects.filter(pk=file.pk, fetched_at=None).update(fetched_at=clock.now(), fetched_by=actor)
        file.refresh_from_db()
    return file


def forget_frozen_files(*, before: datetime) -> int:
    """Take away the content of files that were made before a moment: names and addresses grow old. That they were made and fetched stays."""
    old = list(FrozenFile.objects.filter(made_at__lt=before, stored_file__size__gt=0).select_related("stored_file"))
    for one in old:
        files.empty(one.stored_file)
    return len(old)


def _lists(run: Run) -> Iterable[FrozenList]:
    return FrozenList.objects.standing().filter(run=run).select_related("issue__edition__title__entity").order_by("pk")


def _keep(frozen: FrozenList, kind: str, stored: StoredFile, lines: int, *, part: int = 0, remarks: Iterable[Any] = ()) -> None:
    FrozenFile.objects.create(list=frozen, kind=kind, part=part, stored_file=stored, lines=lines, remarks=list(remarks))


def _name(frozen: FrozenList, kind: str, ending: str, part: int = 0) -> str:
    edition = frozen.issue.edition
    counted = f"-{part}" if part else ""
    addendum = f"-addendum-{frozen.number}" if frozen.number else ""
    return f"{edition.title.code}-{edition.code}-{frozen.issue.published_on}-{frozen.delivery_method}{addendum}-{kind}{counted}.{ending}"


def _make_post_file(frozen: FrozenList, sorting: Sorting) -> list[TopSheet]:
    """The file of the copies that no route brings, streamed; returns the top sheets of its bundles. A file that must not be is a remark."""
    layout = sorting.profile.layout
    bundles = _Bundles(sorting)
    writer = Writer(layout)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        try:
            lines = _write(stream, writer, said_of(bundles.counted(pieces_of(lines_of(frozen, sorting.profile), sorting)), sorting), frozen)
        except CannotWrite as refused:
            _keep_refused(frozen, refused)
            return []
        if lines:
            stream.seek(0)
            ending, media_type = ("csv", "text/csv") if layout.kind == SEPARATED else ("txt", "text/plain")
            stored = store_stream(name=_name(frozen, "file", ending), media_type=media_type, stream=stream, owner=OWNER)  # type: ignore[arg-type]
            _keep(frozen, POST_FILE, stored, lines, remarks=[vars(remark) | {"code": remark.code} for remark in writer.remarks])
    return bundles.sheets()


def _write(stream: BinaryIO | Any, writer: Writer, rows: Iterator[dict[str, str]], frozen: FrozenList) -> int:
    """Write the rows; returns how many lines that are. Nothing at all is written where there is no row."""
    count = 0
    for values in rows:
        if not count and writer.layout.header:
            stream.write(writer.header(field_labels(frozen.issue.edition.title.entity.language)))
        stream.write(writer.row(values))
        count += 1
    return count


def _keep_refused(frozen: FrozenList, refused: CannotWrite) -> None:
    """The profile allows no other character in place of one that the encoding lacks: there is no file, and it is said where."""
    remark = vars(refused.unwritable) | {"code": refused.unwritable.code}
    stored = store(name=_name(frozen, "file", "txt"), media_type="text/plain", content=b"", owner=OWNER)
    _keep(frozen, POST_FILE, stored, 0, remarks=[remark])


class _Bundles:
    """Counts the bundles of a file while it is written: some numbers for each, whatever the file's length."""

    def __init__(self, sorting: Sorting) -> None:
        self.bound = sorting.profile.bundle_within
        self.found: list[list[Any]] = []

    def counted(self, pieces: Iterable[Any]) -> Iterator[Any]:
        """The pieces as they come."""
        for piece in pieces:
            if piece.begins_bundle:
                row = piece.row
                goal = getattr(row, self.bound) if self.bound else row.postal_code
                self.found.append([goal, row.town, 0, piece.unit])
            self.found[-1][2] += piece.copies
            yield piece

    def sheets(self) -> list[TopSheet]:
        """A top sheet for each, counted within what bundles do not cross."""
        of, turn = Counter(goal for goal, *_rest in self.found), Counter[str]()
        sheets = []
        for goal, town, copies, unit in self.found:
            turn[goal] += 1
            sheets.append(TopSheet(goal, town, copies, turn[goal], of[goal], unit))
        return sheets


@dataclass(frozen=True)
class _Walk:
    """A route of the day: how many doors and copies, who walks it."""

    route: Route
    carrier: Carrier | None
    doors: int
    copies: int
    extras: Sequence[FrozenExtra]

    @property
    def carrier_name(self) -> str:
        """Who walks it, as it is written; empty where nobody does."""
        return self.carrier.name if self.carrier else ""

    @property
    def depot(self) -> str:
        """Where its copies are put down."""
        return self.route.depot.name if self.route.depot else ""

    @property
    def outlets(self) -> list[FrozenExtra]:
        """The outlets on its way: the copies of each lie in bundles of their own."""
        return [extra for extra in self.extras if extra.kind == OUTLET]

    def bundles(self, most_copies: int) -> list[int]:
        """How many copies lie in each bundle for the other doors."""
        return bundles_of(self.copies - sum(outlet.copies for outlet in self.outlets), most_copies)


def _walks_of(frozen: FrozenList) -> list[_Walk]:
    """The routes of a list in their order; what an addendum adds is less than the walk that it leaves."""
    added = statements.rows("distribution/walks_of_addendum", list=frozen.pk) if frozen.number else frozen.walks.all()
    counted = {row.route_id: row for row in added}
    walking = RouteCarrier.objects.filter(route__in=counted, during__contains=frozen.issue.published_on).select_related("carrier")
    carriers = {row.route_id: row.carrier for row in walking}
    extras: dict[int, list[FrozenExtra]] = defaultdict(list)
    for extra in frozen.extras.filter(route__isnull=False).select_related("place", "route").order_by("position", "of_id"):
        extras[extra.route_id or 0].append(extra)
    routes = Route.objects.filter(pk__in=counted).select_related("depot").order_by("sorts_as")
    return [_Walk(route, carriers.get(route.pk), counted[route.pk].doors, counted[route.pk].copies, extras[route.pk]) for route in routes]


def _brought_apart(frozen: FrozenList) -> list[FrozenExtra]:
    """The draws of outlets that no route passes: somebody drives there."""
    return list(frozen.extras.printed().filter(route=None).select_related("place").order_by("label", "of_id"))


def _make_books(frozen: FrozenList, sorting: Sorting, walks: list[_Walk]) -> None:
    known = {walk.route.pk: walk for walk in walks}
    changes = _changes_of(frozen)
    made = ((known[route_id], _book(known[route_id], rows, changes)) for route_id, rows in _rows_by_route(frozen, sorting, walks))
    _set_in_parts(frozen, sorting, CARRIER_BOOK, _kept(frozen, made))


def _kept(frozen: FrozenList, books: Iterator[tuple[_Walk, Book]]) -> Iterator[Book]:
    """The books as they come, while they are kept for the telephones of their carriers."""
    for some in batched(books, BOOKS_KEPT_AT_ONCE):
        FrozenBook.objects.bulk_create(
            FrozenBook(list=frozen, route=walk.route, carrier=walk.carrier, content=content_of(book)) for walk, book in some
        )
        yield from (book for _walk, book in some)


def _rows_by_route(frozen: FrozenList, sorting: Sorting, walks: list[_Walk]) -> Iterator[tuple[int, list[Any]]]:
    """The copies of each route as they are read; last the routes that have none and bring something along all the same."""
    left = {walk.route.pk for walk in walks}
    for route_id, rows in groupby(lines_by_route(frozen, sorting.profile), key=lambda row: row.route_id):
        left.discard(route_id)
        yield route_id, list(rows)
    yield from ((walk.route.pk, []) for walk in walks if walk.route.pk in left)


def _book(walk: _Walk, rows: list[Any], changes: dict[int, list[DoorChange]] | None) -> Book:
    again: dict[int, list[FrozenExtra]] = defaultdict(list)
    for extra in walk.extras:
        if extra.kind == AGAIN:
            again[extra.place_id].append(extra)
    found = [
        (outlet.position, Stop(_written(outlet), outlet.copies, outlet=outlet.label, place=outlet.place_id)) for outlet in walk.outlets
    ]
    for place_id, same in groupby(rows, key=lambda row: row.place_id):
        door = list(same)
        names = tuple(row.receiver for row in door if row.receiver)
        copies, papers = sum(row.copies for row in door), _papers(again.pop(place_id, ()))
        found.append((door[0].position, Stop(_address(door[0]), copies, names, papers, place=place_id)))
    # Whoever has stopped or rests since still gets what did not come.
    found.extend((same[0].position, Stop(_written(same[0]), 0, again=_papers(same), place=place)) for place, same in again.items())
    stops = [stop for _position, stop in sorted(found, key=lambda at: at[0] or "")]
    told = None if changes is None else changes.get(walk.route.pk, [])
    return Book(walk.route.number, walk.route.name, walk.depot, walk.carrier_name, stops, told)


def _changes_of(frozen: FrozenList) -> dict[int, list[DoorChange]] | None:
    """Route -> the doors that get another number of copies than in the list before; None where there is none before.

    What is new or changed in an addendum is its walk; what comes no more is not, and is told here.
    """
    if frozen.number:
        return _stopped(frozen)
    before = list_before(frozen)
    if before is None:
        return None
    changes: dict[int, list[DoorChange]] = defaultdict(list)
    for row in statements.rows("distribution/door_changes", list=frozen.pk, before=before.pk):
        changes[row.route_id].append(DoorChange(_address(row), row.copies_before, row.copies))
    return changes


def _stopped(frozen: FrozenList) -> dict[int, list[DoorChange]]:
    changes: dict[int, list[DoorChange]] = defaultdict(list)
    stopped = frozen.copies.filter(change=STOPPED, route__isnull=False, place__isnull=False).select_related("place").order_by("position")
    for copy in stopped:
        changes[copy.route_id or 0].append(DoorChange(copy.place.street_line if copy.place else "", copy.copies, 0))
    return changes


def _papers(extras: Iterable[FrozenExtra]) -> tuple[PaperAgain, ...]:
    return tuple(PaperAgain(extra.paper_of, extra.copies) for extra in extras if extra.paper_of)


def _written(extra: FrozenExtra) -> str:
    return extra.place.street_line


def _make_summary(frozen: FrozenList, sorting: Sorting, walks: list[_Walk], apart: list[FrozenExtra]) -> None:
    before = _copies_before(frozen)
    most = sorting.profile.bundle_rule(pages=sorting.pages).most_copies
    lines = [
        SummaryLine(
            walk.route.number, walk.route.name, walk.depot, walk.carrier_name, walk.doors, walk.copies,
            len(walk.bundles(most)) + sum(len(bundles_of(outlet.copies, most)) for outlet in walk.outlets),
            None if before is None else before.get(walk.route.pk, 0),
        )
        for walk in walks
    ]  # fmt: skip
    # Nobody walks there: the name stands where the carrier's would, and the address where the depot's would.
    lines.extend(
        SummaryLine("", "", _written(one), one.label, 1, one.copies, len(bundles_of(one.copies, most)), before=None) for one in apart
    )
    content = route_summary_pdf(frozen, sorting, lines, at=clock.now())
    _keep(frozen, ROUTE_SUMMARY, store(name=_name(frozen, "routes", "pdf"), media_type=PDF, content=content, owner=OWNER), len(lines))


def _copies_before(frozen: FrozenList) -> dict[int, int] | None:
    before = list_before(frozen)
    if before is None:
        return None
    copies = Counter(dict(FrozenSum.objects.filter(list=before, outcome__in=DUE).values_list("route").annotate(Sum("copies"))))
    copies.update(dict(before.extras.printed().values_list("route").annotate(Sum("copies"))))
    return copies


def _sheets_of_routes(sorting: Sorting, walks: list[_Walk]) -> Iterator[TopSheet]:
    most = sorting.profile.bundle_rule(pages=sorting.pages).most_copies
    for walk in walks:
        bundles = walk.bundles(most)
        for place, copies in enumerate(bundles, start=1):
            yield TopSheet(walk.route.number, walk.depot or walk.route.name, copies, place, len(bundles))
        yield from _sheets_of_outlets(sorting, walk.outlets)


def _sheets_of_outlets(sorting: Sorting, outlets: Iterable[FrozenExtra]) -> Iterator[TopSheet]:
    """The copies of an outlet lie apart, with its name on top; where a route brings them, its number goes before the address."""
    most = sorting.profile.bundle_rule(pages=sorting.pages).most_copies
    for outlet in outlets:
        bundles = bundles_of(outlet.copies, most)
        about = " · ".join(filter(None, (outlet.route.number if outlet.route else "", _written(outlet))))
        for place, copies in enumerate(bundles, start=1):
            yield TopSheet(outlet.label, about, copies, place, len(bundles))


def _set_in_parts(frozen: FrozenList, sorting: Sorting, kind: str, whole: Iterable[Any]) -> None:
    """A PDF for every so many, so that the largest paper needs no more memory than a small one."""
    setter, name, at_a_time = IN_PARTS[kind]
    sizes: list[int] = []

    def parts() -> Iterator[list[Any]]:
        for some in batched(whole, at_a_time):
            sizes.append(len(some))
            yield some

    for part, content in enumerate(setter(frozen, sorting, parts(), at=clock.now()), start=1):
        stored = store(name=_name(frozen, name, "pdf", part), media_type=PDF, content=content, owner=OWNER)
        _keep(frozen, kind, stored, sizes[part - 1], part=part)


def _address(row: Any) -> str:
    return f"{row.street} {row.house}".strip()
