"""The lines of a list, in the order of a profile: read some at a time, parted into bundles, said field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.customers.rules.address_lines import CAPITALS
from abonent.distribution.models import FrozenList, HandOver
from abonent.distribution.rules.bundling import Line, Piece, in_bundles
from abonent.distribution.rules.shortening import address_line
from abonent.distribution.rules.sort_profile import PER_COPY, ROUTE, Profile, profile_of, ready_profile
from abonent.editions.models import Issue
from abonent.kit import statements
from abonent.kit.names import name_in

LINES = "distribution/frozen_lines"
OF_THE_LIST = "distribution/copies_of_list"
# Of a piece of several lines the first alone is marked.
NO_MARKS = {"bundle_mark": "", "unit_mark": "", "group_mark": ""}


@dataclass(frozen=True)
class Sorting:
    """By which profile copies are sorted, how thick the issue is, and the words of the issue for the columns of a file."""

    profile: Profile
    pages: int
    title: str
    edition: str
    issue: str
    day: str


def sorting_of(issue: Issue, way: str) -> Sorting:
    """How the copies of an issue that go one way are sorted: as the house says, else as is usual in the country."""
    return sorting_by(HandOver.objects.select_related("profile").filter(edition=issue.edition_id, delivery_method=way).first(), issue)


def sorting_by(rule: HandOver | None, issue: Issue) -> Sorting:
    """How copies of an issue are sorted by a rule; without one, or where it names no profile, as is usual in the country."""
    entity = issue.edition.title.entity
    own = rule.profile if rule else None
    return Sorting(
        profile=profile_of(own.definition) if own else ready_profile(entity.country),
        pages=rule.pages if rule else HandOver._meta.get_field("pages").default,
        title=name_in(issue.edition.title.name, entity.language),
        edition=name_in(issue.edition.name, entity.language),
        issue=str(issue),
        day=issue.published_on.isoformat(),
    )


def lines_of(frozen: FrozenList, profile: Profile) -> Iterator[Any]:
    """The copies of a list that no route of ours brings, in the order of a profile."""
    return _lines(frozen, on_routes=False, language=profile.language, keys=list(profile.keys), at_most=None)


def some_lines_of(frozen: FrozenList, profile: Profile, *, at_most: int | None) -> Iterator[Any]:
    """Some copies of a list or all of them, wherever they go, in the order of a profile: to look at it."""
    return _lines(frozen, on_routes=None, language=profile.language, keys=list(profile.keys), at_most=at_most)


def lines_by_route(frozen: FrozenList, profile: Profile) -> Iterator[Any]:
    """The copies of a list that routes bring, each route in its walking order."""
    return _lines(frozen, on_routes=True, language=profile.language, keys=[ROUTE], at_most=None)


def delta_lines(frozen: FrozenList, before: FrozenList, profile: Profile) -> Iterator[Any]:
    """What of a list is other than in one before, in the order of a profile."""
    asked: dict[str, Any] = {"list": frozen.pk, "before": before.pk, "language": profile.language, "keys": list(profile.keys)}
    return statements.stream(LINES, source="distribution/delta_of_lists", **asked)


def _lines(frozen: FrozenList, **asked: Any) -> Iterator[Any]:
    return statements.stream(LINES, source=OF_THE_LIST, list=frozen.pk, **asked)


def pieces_of(rows: Iterable[Any], sorting: Sorting) -> Iterator[Piece[Any]]:
    """The lines in their bundles and units."""
    profile = sorting.profile
    lines = (Line(row, row.copies, _bound(row, profile.bundle_within), _bound(row, profile.unit_within)) for row in rows)
    return in_bundles(lines, profile.bundle_rule(pages=sorting.pages))


def said_of(pieces: Iterable[Piece[Any]], sorting: Sorting) -> Iterator[dict[str, str]]:
    """What each line of a file says in each field: a line for every copy, or one for each address, as the profile has it."""
    profile, number = sorting.profile, 0
    width = {column.field: column.width for column in profile.layout.columns}.get("address", 0)
    for piece in pieces:
        times, copies = (piece.copies, 1) if profile.lines_per == PER_COPY else (1, piece.copies)
        said = _said(piece, sorting, copies=copies, width=width)
        for _turn in range(times):
            number += 1
            yield {**said, "line": str(number)}
            said.update(NO_MARKS)


def field_labels(language: str) -> dict[str, str]:
    """The words above the columns of a file."""
    with override(language):
        return {
            "receiver": pgettext("address", "Receiver"),
            "care_of": _("Care of"),
            "address": _("Address line"),
            "street": _("Street"),
            "house": _("House"),
            "postal_code": _("Postal code"),
            "town": _("Town"),
            "postal_line": _("Postal code and town"),
            "country": _("Country"),
            "copies": _("Copies"),
            "subscription": _("Subscription"),
            "piece": _("Number on the piece"),
            "title": _("Title"),
            "edition": _("Edition"),
            "issue": _("Issue"),
            "day": _("Day"),
            "route": _("Route"),
            "bundle": _("Bundle"),
            "unit": pgettext("of bundles", "Unit"),
            "bundle_mark": _("Mark of a new bundle"),
            "unit_mark": _("Mark of a new unit"),
            "group_mark": _("Mark of a new postal code or route"),
            "line": _("Line"),
            "change": pgettext("noun", "Change"),
            "blank": _("Blank"),
        }


def _said(piece: Piece[Any], sorting: Sorting, *, copies: int, width: int) -> dict[str, str]:
    """What the first line of a piece says, but for its number."""
    row, profile = piece.row, sorting.profile
    town = row.town.upper() if row.country in CAPITALS else row.town
    return {
        "receiver": row.receiver,
        "care_of": f"c/o {row.care_of}" if row.care_of else "",
        "address": address_line(row.street, row.house, width=width, shortenings=profile.shortenings),
        "street": row.street,
        "house": row.house,
        "postal_code": row.postal_code,
        "town": town,
        "postal_line": f"{row.postal_code} {town}".strip(),
        "country": row.country,
        "copies": str(copies),
        "subscription": str(row.number or ""),
        "piece": row.piece,
        "title": sorting.title,
        "edition": sorting.edition,
        "issue": sorting.issue,
        "day": sorting.day,
        "route": row.route,
        "bundle": str(piece.bundle),
        "unit": str(piece.unit),
        "bundle_mark": profile.mark if piece.begins_bundle else "",
        "unit_mark": profile.mark if piece.begins_unit else "",
        "group_mark": profile.mark if piece.begins_group else "",
        "change": row.change,
        "blank": "",
    }


def _bound(row: Any, name: str) -> str | None:
    """What a bundle or a unit must not cross, of a line."""
    return str(getattr(row, name)) if name else None
