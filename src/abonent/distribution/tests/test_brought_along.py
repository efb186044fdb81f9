"""What goes along with the copies of subscribers: draws of outlets, in the book at their place in the walk or for themselves, and printed."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from abonent.access.models import StaffUser
from abonent.distribution.brought_along import BROUGHT_ALONG, draws_of_the_issues
from abonent.distribution.frozen_queries import outgoing_copies
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.models import DrawChange
from abonent.distribution.models.extra import OUTLET
from abonent.distribution.operations import find_stops_of_new_places
from abonent.distribution.operations.sorting import HandingOver, hand_over
from abonent.distribution.testing import a_draw, a_route, a_stretch, an_outlet
from abonent.distribution.tonight import cards_of
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = [pytest.mark.django_db, pytest.mark.sql, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

FRIDAY = day("2026-07-10")


def words_of(frozen, kind: str) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(read_stored(frozen.files.get(kind=kind).stored_file))).pages)


def told(frozen) -> list[tuple[str, str | None, int]]:
    return [
        (extra.label, extra.route.number if extra.route else None, extra.copies)
        for extra in frozen.extras.select_related("route").order_by("label")
    ]


@pytest.fixture
def outlets(paper, entity):
    """A kiosk on route 14, between two readers, and a hotel where no route passes."""
    a_stretch(a_route(entity=entity, number="14"), "Storgatan")
    a_reader(paper, "Storgatan 4", way="carrier", copies=2)
    a_reader(paper, "Storgatan 10", way="carrier")
    kiosk, hotel = an_outlet(entity=entity, number="7", name="Kiosk"), an_outlet(entity=entity, number="8", name="Hotel")
    hotel.place = type(hotel.place).objects.create(country="SE", postal_code="871 40", town="Norrvik", street="Sandvägen", number="4")
    hotel.save()
    a_draw(kiosk, paper[0], 12)
    a_draw(hotel, paper[0], 5)
    return kiosk, hotel


def test_an_outlet_stands_in_the_book_at_its_place_in_the_walk(paper, outlets):
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    assert told(frozen) == [("Hotel", None, 5), ("Kiosk", "14", 12)]
    book = words_of(frozen, "carrier_book")
    places = [book.index(f"Storgatan {number}") for number in (4, 7, 10)]
    assert places == sorted(places)
    assert "Kiosk" in book and "Hotel" not in book and "15 " in book


def test_its_copies_lie_apart_and_an_outlet_without_a_route_has_a_line_of_its_own(paper, outlets):
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    labels, summary = words_of(frozen, "labels"), words_of(frozen, "route_summary")
    assert "Kiosk" in labels and "14 · Storgatan 7" in labels and "Hotel" in labels
    assert labels.index("Kiosk") < labels.index("Hotel")
    assert "Hotel" in summary and "Sandvägen 4" in summary


def test_what_outlets_draw_is_printed(paper, outlets):
    issue = the_issue(paper[0], FRIDAY)
    hand_over(edition=issue.edition, delivery_method="carrier", asked=HandingOver(least_spares=3), actor=None)
    freeze(issue, "carrier")
    [mine] = outgoing_copies(issue)
    assert (mine.drawn, mine.order.due, mine.order.spares) == (17, 3 + 17, 3)


def test_what_was_said_of_the_very_issue_counts_and_a_closed_outlet_gets_none(paper, outlets):
    kiosk, hotel = outlets
    issue = the_issue(paper[0], FRIDAY)
    DrawChange.objects.create(outlet=kiosk, product=paper[0], issue=issue, copies=40)
    hotel.closed_from = FRIDAY
    hotel.save()
    [frozen] = freeze(issue, "carrier")
    assert told(frozen) == [("Kiosk", "14", 40)]


def test_an_addendum_brings_along_only_what_is_new(paper, entity, outlets):
    issue = the_issue(paper[0], FRIDAY)
    freeze(issue, "carrier")
    late = an_outlet(entity=entity, number="9", name="Market")
    a_draw(late, paper[0], 3)
    [addendum] = freeze(issue, "carrier", addendum=True)
    assert told(addendum) == [("Market", "14", 3)]


def test_a_paper_that_only_outlets_get_goes_out_too(paper, entity, signed_in):
    signed_in("circulation", entity)
    a_draw(an_outlet(entity=entity), paper[0])
    viewer = StaffUser.objects.get(username="circulation")
    assert [card.way for card in cards_of(FRIDAY, viewer=viewer, today=day("2026-07-09"))] == ["carrier"]
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    assert "Kiosk at the station" in words_of(frozen, "route_summary")
    assert not frozen.files.filter(kind="carrier_book").exists()


def test_the_statement_writes_nothing_twice(paper, entity, outlets):
    issue = the_issue(paper[0], FRIDAY)
    [frozen] = freeze(issue, "carrier")
    a_draw(an_outlet(entity=entity, number="9", name="Market"), paper[0], 3)
    find_stops_of_new_places()
    [along] = BROUGHT_ALONG
    asked = {"run": frozen.run_id, "entity": entity.pk, "day": FRIDAY, "kind": OUTLET, **draws_of_the_issues([issue])}
    assert twice("distribution/freeze_extras", source=along.source, **asked) == 1


def test_the_page_of_the_list_says_what_is_brought_along(paper, entity, outlets, signed_in):
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    page = signed_in("circulation", entity).get(reverse("distribution:frozen_list", args=[frozen.pk])).content.decode()
    assert "Brought along" in page and "to 2 doors" in page and "17 of them to outlets" in page
