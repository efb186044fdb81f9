"""The book of a carrier: every door on a line of its own, whatever it is called; each route counts its own pages."""

from __future__ import annotations

import io
import re

import pytest
from font_source_sans_pro import __file__ as fonts
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from abonent.distribution.documents.papers import ADDRESS_ROOM, NAMES_ROOM, UNKNOWN, WIDE, fits
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit import files

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

LONG = "Den mycket långa gatan som aldrig tar slut och svänger tre gånger om kvarnen"
DOORS_OF_TWO_PAGES = 40


def book_of(frozen) -> PdfReader:
    return PdfReader(io.BytesIO(files.read_stored(frozen.files.get(kind="carrier_book").stored_file)))


def lines_of_page(page) -> list[str]:
    """What stands at one height, from left to right."""
    return [" ".join(line.split()) for line in page.extract_text(extraction_mode="layout").splitlines() if line.strip()]


def test_a_door_whose_address_needs_two_lines_does_not_shift_the_doors_below(paper, entity):
    a_stretch(a_route(entity=entity, number="2", method="post"), postal_code="111 22")
    widest = "M" * (ADDRESS_ROOM // 2 - 1)
    for street, name, copies in (
        (f"{widest} 1", "Åberg", 2),
        (f"{LONG} 2", "Öst", 3),
        ("Storgatan 3", "Wik-" + "Ström" * 12, 4),
        ("Torget 4", "Ek", 5),
    ):
        a_reader(paper, street, family_name=name, copies=copies)
    [frozen] = freeze(the_issue(paper[0], "2026-07-10"))
    lines = lines_of_page(book_of(frozen).pages[0])
    told = {line.split()[0]: line for line in lines if re.match(r"[1-4] ", line)}
    assert len(told) == 4
    for line in told.values():
        copies = line.split()[-1]
        door = {"2": f"{widest} 1 Anna Åberg 2", "3": "Anna Öst 3", "4": "Storgatan 3 Anna", "5": "Torget 4 Anna Ek 5"}[copies]
        assert door in line


def test_each_route_counts_its_own_pages(paper, entity):
    for number, street in (("1", "Storgatan"), ("2", "Torget")):
        a_stretch(a_route(entity=entity, number=number), street)
    for number in range(1, DOORS_OF_TWO_PAGES + 1):
        a_reader(paper, f"Storgatan {number}", way="carrier")
    a_reader(paper, "Torget 1", way="carrier")
    [frozen] = freeze(the_issue(paper[0], "2026-07-10"), "carrier")
    counted = [re.findall(r"\d+", lines_of_page(page)[-1])[-2:] for page in book_of(frozen).pages]
    assert counted == [["1", "2"], ["2", "2"], ["1", "1"]]


@pytest.mark.parametrize("weight", ["Regular", "Semibold"])
def test_no_letter_is_wider_than_is_reckoned(weight):
    font = TTFont(fonts.replace("__init__.py", f"files/SourceSansPro-{weight}.ttf"))
    size = font["head"].unitsPerEm
    widths = {chr(code): font["hmtx"][glyph][0] / size for code, glyph in font.getBestCmap().items() if not UNKNOWN.search(chr(code))}
    assert max(width for letter, width in widths.items() if not WIDE.search(letter)) < 0.58
    assert max(width for letter, width in widths.items() if WIDE.search(letter)) < 1.16


def test_what_nobody_has_measured_is_never_taken_for_short():
    assert fits("Storgatan 12 B lgh 1203", ADDRESS_ROOM)
    assert not fits("Storgatan\n12", ADDRESS_ROOM)
    assert not fits("東京都", NAMES_ROOM)
    assert not fits("M" * NAMES_ROOM, NAMES_ROOM)
