"""The sort profile: in which order copies come, how they are bundled, and how the file about them looks. As data, so that a house composes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from abonent.distribution.rules.bundling import BundleRule, copies_of_thickness
from abonent.distribution.rules.layout import FIXED, Layout, LayoutColumn
from abonent.distribution.rules.shortening import Shortening

# What copies may be ordered by, most of it first. ABC order is street, then house: number, letter, staircase, flat.
ROUTE, COUNTRY, POSTAL_CODE, TOWN, STREET, HOUSE, RECEIVER = "route", "country", "postal_code", "town", "street", "house", "receiver"
KEYS = (ROUTE, COUNTRY, POSTAL_CODE, TOWN, STREET, HOUSE, RECEIVER)
ABC_ORDER = (COUNTRY, POSTAL_CODE, STREET, HOUSE, RECEIVER)
# What a bundle, or a unit, must not cross.
NOTHING = ""
BOUNDS = (NOTHING, ROUTE, POSTAL_CODE, TOWN, COUNTRY)
LANGUAGES = ("sv", "fi", "pl", "hu", "en")
# A line for each exemplar, as a wrapping machine reads it, or one for each address.
PER_COPY, PER_ADDRESS = "copy", "address"
# What may stand in a column.
FIELDS = (
    "receiver", "care_of", "address", "street", "house", "postal_code", "town", "postal_line", "country", "copies", "subscription",
    "piece", "title", "edition", "issue", "day", "route", "bundle", "unit", "bundle_mark", "unit_mark", "group_mark", "line", "change", "blank",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything that a file and its bundles follow from. A bundle has `most_copies`, or is `most_millimetres` high if that is said."""

    keys: tuple[str, ...] = ABC_ORDER
    language: str = "en"
    shortenings: tuple[Shortening, ...] = ()
    most_copies: int = 50
    most_millimetres: int = 0
    paper_microns: int = 60
    bundle_within: str = POSTAL_CODE
    bundles_per_unit: int = 0
    unit_within: str = NOTHING
    lines_per: str = PER_COPY
    mark: str = "#"
    layout: Layout = field(default_factory=lambda: Layout(columns=()))

    def bundle_rule(self, *, pages: int) -> BundleRule:
        """How many copies of so many pages a bundle has."""
        most = self.most_copies
        if self.most_millimetres:
            most = copies_of_thickness(millimetres=self.most_millimetres, pages=pages, paper_microns=self.paper_microns)
        return BundleRule(most, self.bundles_per_unit)


def profile_of(said: Mapping[str, Any]) -> Profile:
    """The profile that stored data say."""
    layout = said["layout"]
    columns = tuple(LayoutColumn(**column) for column in layout["columns"])
    plain = {name: value for name, value in said.items() if name not in ("keys", "shortenings", "layout")}
    return Profile(
        keys=tuple(said["keys"]),
        shortenings=_pairs(said["shortenings"]),
        layout=Layout(**{**layout, "columns": columns}),
        **plain,
    )


def data_of(profile: Profile) -> dict[str, Any]:
    """The profile as it is stored."""
    said = asdict(profile)
    return {
        **said,
        "keys": list(profile.keys),
        "shortenings": [list(pair) for pair in profile.shortenings],
        "layout": _listed(said["layout"]),
    }


def ready_profile(country: str) -> Profile:
    """What is usual in a country, for whoever has composed nothing."""
    return READY[READY_IN.get(country, GENERIC)]


def _pairs(said: Sequence[Sequence[str]]) -> tuple[Shortening, ...]:
    return tuple((ending, short) for ending, short in said)


def _listed(layout: dict[str, Any]) -> dict[str, Any]:
    return {**layout, "columns": list(layout["columns"])}


SWEDISH = (
    ("gatan", "g."), ("vägen", "v."), ("gränden", "gr."), ("gränd", "gr."), ("torget", "t."), ("stigen", "st."), ("allén", "al."),
    ("backen", "b."), ("planen", "pl."), ("plan", "pl."), ("kajen", "kj."), ("leden", "l."),
)  # fmt: skip
FINNISH = (
    ("katu", "k."), ("tie", "t."), ("kuja", "kj."), ("polku", "p."), ("tori", "tr."), ("aukio", "auk."), ("raitti", "r."), ("kaari", "kri"),
    ("rinne", "rn."), ("ranta", "rt."),
)  # fmt: skip
POLISH = (("ulica", "ul."), ("aleja", "al."), ("osiedle", "os."), ("plac", "pl."))
HUNGARIAN = (("utca", "u."), ("körút", "krt."), ("sétány", "stny."), ("tér", "t."), ("köz", "k."))
ENGLISH = (("street", "St."), ("road", "Rd."), ("avenue", "Ave."), ("square", "Sq."), ("lane", "Ln."), ("drive", "Dr."))

FOR_THE_MACHINE = (
    LayoutColumn("group_mark", 1), LayoutColumn("bundle_mark", 1), LayoutColumn("unit_mark", 1), LayoutColumn("bundle", 5, "right", "0"),
    LayoutColumn("unit", 4, "right", "0"), LayoutColumn("receiver", 30), LayoutColumn("care_of", 30), LayoutColumn("address", 28),
    LayoutColumn("postal_line", 28), LayoutColumn("country", 2), LayoutColumn("subscription", 9, "right", "0"),
)  # fmt: skip
FOR_A_TABLE = (
    LayoutColumn("bundle"), LayoutColumn("unit"), LayoutColumn("receiver"), LayoutColumn("care_of"), LayoutColumn("address", 40),
    LayoutColumn("postal_code"), LayoutColumn("town"), LayoutColumn("country"), LayoutColumn("copies"), LayoutColumn("subscription"),
)  # fmt: skip

# Who fetches his copies gives his name over a counter: a list to tick.
FOR_A_COUNTER = (
    LayoutColumn("line"), LayoutColumn("receiver"), LayoutColumn("care_of"), LayoutColumn("copies"), LayoutColumn("subscription"),
    LayoutColumn("title"), LayoutColumn("day"),
)  # fmt: skip

SE, FI, GENERIC, MAGAZINE, PICK_UP = "se", "fi", "generic", "magazine", "pick_up"
READY_IN = {"SE": SE, "FI": FI, "AX": FI}
READY: Mapping[str, Profile] = {
    SE: Profile(
        language="sv", shortenings=SWEDISH, bundle_within=POSTAL_CODE, bundles_per_unit=40, layout=Layout(columns=FOR_THE_MACHINE, kind=FIXED)
    ),
    FI: Profile(
        # Streets there have names in two languages.
        language="fi", shortenings=(*FINNISH, *SWEDISH), most_millimetres=150, bundles_per_unit=60,
        layout=Layout(columns=FOR_THE_MACHINE, kind=FIXED, encoding="latin-1"),
    ),
    GENERIC: Profile(
        shortenings=(*ENGLISH, *POLISH, *HUNGARIAN), lines_per=PER_ADDRESS,
        layout=Layout(columns=FOR_A_TABLE, kind="separated", header=True, encoding="utf-8"),
    ),
    # Thick paper and many pages: its bundles are measured, not counted.
    MAGAZINE: Profile(
        shortenings=(*SWEDISH, *FINNISH, *POLISH, *HUNGARIAN, *ENGLISH), most_millimetres=150, paper_microns=80, bundles_per_unit=60,
        unit_within=COUNTRY, lines_per=PER_ADDRESS, layout=Layout(columns=FOR_A_TABLE, kind="separated", header=True, encoding="utf-8"),
    ),
    PICK_UP: Profile(
        keys=(RECEIVER,), bundle_within=NOTHING, lines_per=PER_ADDRESS,
        layout=Layout(columns=FOR_A_COUNTER, kind="separated", header=True, encoding="utf-8"),
    ),
}  # fmt: skip
