"""The files of what was frozen: every copy once, in ABC order, in bundles; re-read from what was stored."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from random import Random

import pytest
from pypdf import PdfReader

from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.list_lines import lines_of, pieces_of, said_of, sorting_of
from abonent.distribution.models import FrozenCopy, FrozenFile, FrozenList, RouteCarrier
from abonent.distribution.operations.frozen_files import forget_frozen_files, make_files_of
from abonent.distribution.operations.sorting import HandingOver, compose_profile, hand_over
from abonent.distribution.rules.sort_profile import ABC_ORDER, FI, FOR_THE_MACHINE, READY, SE
from abonent.distribution.testing import a_route, a_stretch
from abonent.distribution.tests.test_sorting import read_fixed
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day, period

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

FRIDAY = day("2026-07-10")
# In the order of a Swedish postman: å, ä and ö after z, 9 before 10, 12 before 12 B, staircases and flats within a number.
SWEDISH_WALK = [
    ("111 22", "Ankdammsgatan 9"), ("111 22", "Ankdammsgatan 10"), ("111 22", "Ankdammsgatan 12"), ("111 22", "Ankdammsgatan 12 B"),
    ("111 22", "Zetavägen 1"), ("111 22", "Ågatan 2"), ("111 22", "Ängsvägen 3"), ("111 22", "Östra gatan 1"), ("113 30", "Ankdammsgatan 1"),
]  # fmt: skip
FINNISH_WALK = [
    ("00100", "Aleksanterinkatu 5 A 2"), ("00100", "Aleksanterinkatu 5 A 12"), ("00100", "Aleksanterinkatu 5 B 1"), ("00100", "Aleksanterinkatu 15 A 1"),
    ("00100", "Yrjönkatu 3"), ("00100", "Äyritie 1"), ("00100", "Öljytie 2"), ("00120", "Annankatu 1"),
]  # fmt: skip


def words_of(file: FrozenFile) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(read_stored(file.stored_file))).pages)


def addresses(frozen: FrozenList, keys=ABC_ORDER, profile=READY[SE]) -> list[tuple[str, str]]:
    return [(row.postal_code, f"{row.street} {row.house}") for row in lines_of(frozen, replace(profile, keys=keys))]


@pytest.mark.parametrize(
    ("walk", "country", "profile"), [(SWEDISH_WALK, "SE", READY[SE]), (FINNISH_WALK, "FI", READY[FI])], ids=["sv", "fi"]
)
def test_lines_stand_in_abc_order(paper, walk, country, profile):
    shuffled = Random(3).sample(walk, len(walk))
    for code, street_line in shuffled:
        a_reader(paper, street_line, postal_code=code, country=country)
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    assert addresses(frozen, profile=profile) == walk


def test_the_post_file_has_every_copy_once_and_marks_bundles_and_postal_codes(paper, entity):
    for number in range(1, 8):
        a_reader(paper, f"Storgatan {number}", copies=number, postal_code="111 22" if number < 5 else "113 30")
    profile = replace(READY[SE], most_copies=6, bundles_per_unit=2)
    row = compose_profile(entity=entity, name={"en": "Press"}, profile=profile, actor=None)
    issue = the_issue(paper[0], FRIDAY)
    hand_over(edition=issue.edition, delivery_method="post", asked=HandingOver(profile=row), actor=None)

    [frozen] = freeze(issue)

    file = frozen.files.get(kind="post_file")
    lines = read_fixed(read_stored(file.stored_file), FOR_THE_MACHINE, "latin-1")
    assert len(lines) == file.lines == sum(FrozenCopy.objects.filter(list=frozen).values_list("copies", flat=True)) == 28
    by_bundle = {number: list(some) for number, some in groupby(lines, key=lambda line: line["bundle"])}
    assert [len(some) for some in by_bundle.values()] == [6, 4, 5, 6, 6, 1]
    assert all(len({line["postal_line"][:6] for line in some}) == 1 for some in by_bundle.values())
    assert [line["group_mark"] for line in lines].count("#") == 2
    assert [line["bundle_mark"] for line in lines].count("#") == len(by_bundle)
    assert max(int(line["unit"]) for line in lines) == 3
    sheets = words_of(frozen.files.get(kind="labels"))
    assert sheets.count("111 22") == 2
    assert "Bunt" in sheets or "Bundle 1 of 2" in sheets


def test_a_separated_file_of_addresses_is_read_by_any_table_program(paper, entity):
    a_reader(paper, "Storgatan 1; trappa", copies=3)
    profile = replace(READY["generic"], layout=replace(READY["generic"].layout, encoding="utf-16"))
    row = compose_profile(entity=entity, name={"en": "Table"}, profile=profile, actor=None)
    issue = the_issue(paper[0], FRIDAY)
    hand_over(edition=issue.edition, delivery_method="post", asked=HandingOver(profile=row), actor=None)
    [frozen] = freeze(issue)
    text = read_stored(frozen.files.get(kind="post_file").stored_file).decode("utf-16")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert len(head) == len(profile.layout.columns)
    assert [row[8] for row in rows] == ["3"]


def test_a_character_that_the_file_must_not_replace_stops_it_and_says_where(paper, entity):
    a_reader(paper, "Storgatan 1", family_name="Łuczak")
    profile = replace(READY[SE], layout=replace(READY[SE].layout, replacement=""))
    row = compose_profile(entity=entity, name={"en": "Strict"}, profile=profile, actor=None)
    issue = the_issue(paper[0], FRIDAY)
    hand_over(edition=issue.edition, delivery_method="post", asked=HandingOver(profile=row), actor=None)
    [frozen] = freeze(issue)
    file = frozen.files.get(kind="post_file")
    assert (file.lines, file.remarks[0]["field"], file.remarks[0]["code"]) == (0, "receiver", "U+0141")


def test_a_carrier_gets_what_changed_first_then_the_doors_in_walking_order_without_names(paper, entity):
    route = a_route(entity=entity, number="14")
    a_stretch(route, "Storgatan", downwards=True)
    twice, _second, gone = (
        a_reader(paper, "Storgatan 4", way="carrier", copies=2),
        a_reader(paper, "Storgatan 10", way="carrier"),
        a_reader(paper, "Storgatan 2", way="carrier"),
    )
    last_week = FRIDAY - timedelta(days=7)
    with clock.set_to(clock.moment(last_week - timedelta(days=1), clock.now().time(), "UTC")):
        freeze(the_issue(paper[0], last_week), "carrier")
    gone.pauses.create(during=period(FRIDAY, FRIDAY + timedelta(days=1)), gives="none", digital_goes_on=False)
    a_reader(paper, "Storgatan 7", way="carrier")
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    words = words_of(frozen.files.get(kind="carrier_book"))
    assert "Lindqvist" not in words
    changes, _head, walk = words.partition("Dörr") if "Dörr" in words else words.partition("Door")
    assert "Storgatan 7" in changes and "Storgatan 2" in changes and "Storgatan 4" not in changes
    places = [walk.index(f"Storgatan {number}") for number in (10, 7, 4)]
    assert places == sorted(places)
    assert twice.copies == 2
    summary = words_of(frozen.files.get(kind="route_summary"))
    assert "14" in summary
    assert RouteCarrier.objects.count() == 0


def test_a_route_by_day_brings_names(paper, entity):
    a_stretch(a_route(entity=entity, number="2", method="post"), "Storgatan")
    a_reader(paper, "Storgatan 4")
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    assert "Anna Lindqvist" in words_of(frozen.files.get(kind="carrier_book"))
    assert not frozen.files.filter(kind="post_file").exists()


def test_files_are_made_once_and_their_content_goes_after_some_weeks(paper):
    a_reader(paper, "Storgatan 1")
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    assert make_files_of(frozen) == 0
    assert forget_frozen_files(before=clock.now() + timedelta(days=1)) == frozen.files.count()
    assert forget_frozen_files(before=clock.now() + timedelta(days=1)) == 0
    assert {read_stored(file.stored_file) for file in frozen.files.select_related("stored_file")} == {b""}


def test_an_issue_without_an_address_is_no_line_that_is_lost(paper):
    a_reader(paper, "Storgatan 1")
    nowhere = a_reader(paper, "Storgatan 2", family_name="Utan")
    nowhere.subscriber.addresses.all().delete()
    [frozen] = freeze(the_issue(paper[0], FRIDAY))
    sorting = sorting_of(frozen.issue, "post")
    said = list(said_of(pieces_of(lines_of(frozen, sorting.profile), sorting), sorting))
    assert [(line["receiver"], line["address"]) for line in said] in (
        [("Anna Utan", ""), ("Anna Lindqvist", "Storgatan 1")],
        [("Anna Lindqvist", "Storgatan 1"), ("Anna Utan", "")],
    )
