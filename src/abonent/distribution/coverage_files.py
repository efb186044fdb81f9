"""The file of a coverage distribution for press, post or depot: by a sort profile, or by route in walking order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from abonent.distribution.list_lines import LINES, Sorting
from abonent.distribution.models import CoverageDistribution, SortProfile
from abonent.distribution.rules.layout import SEPARATED, Layout, LayoutColumn
from abonent.distribution.rules.sort_profile import PER_ADDRESS, ROUTE, Profile, profile_of, ready_profile
from abonent.distribution.sorted_file import write_sorted
from abonent.kit import statements

# A sheet or two, whatever it is: its bundles are counted in copies.
PAGES = 32
BY_ROUTE = Layout(
    columns=tuple(LayoutColumn(field) for field in ("route", "address", "postal_code", "town", "copies")),
    kind=SEPARATED,
    header=True,
    encoding="utf-8",
)
BY_NAME = tuple(LayoutColumn(field) for field in ("receiver", "care_of"))


def profile_for(coverage: CoverageDistribution, chosen: SortProfile | None, *, by_route: bool) -> Profile:
    """How its file looks: as a profile of the house says, or as is usual in the country; by route, a table in walking order."""
    profile = profile_of(chosen.definition) if chosen else ready_profile(coverage.entity.country)
    if not by_route:
        return profile
    layout = replace(BY_ROUTE, columns=(*BY_ROUTE.columns, *BY_NAME)) if coverage.by_name else BY_ROUTE
    return replace(profile, keys=(ROUTE, *profile.keys), lines_per=PER_ADDRESS, bundle_within=ROUTE, layout=layout)


def write_file(coverage: CoverageDistribution, profile: Profile) -> IO[bytes]:
    """The file, at its beginning; refused with the line and the column where a letter cannot stand."""
    language = coverage.entity.language
    with override(language):
        receiver = _("To the household")
    sorting = Sorting(profile, PAGES, coverage.name, "", coverage.name, coverage.comes_on.isoformat())
    return write_sorted(_lines(coverage, profile, receiver), sorting, language=language)


def _lines(coverage: CoverageDistribution, profile: Profile, receiver: str) -> Iterator[Any]:
    asked: dict[str, Any] = {"coverage": coverage.pk, "receiver": receiver, "language": profile.language, "keys": list(profile.keys)}
    return statements.stream(LINES, source="distribution/copies_of_coverage", **asked)
