"""A paper that did not come is brought again with the next one: it stands in the carrier's book of that day."""

from __future__ import annotations

import io
from datetime import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from abonent.distribution.frozen_testing import freeze
from abonent.distribution.models import FrozenList
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day, period
from abonent.service.operations import withdraw_complaint
from abonent.service.tests.test_complaints import complain, issue_of
from abonent.subscriptions.models import Pause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_thursday", "on_a_route")]

FRIDAY = "2026-07-10"


@pytest.fixture
def on_a_route(settings, tmp_path: Path, subscription) -> None:
    """The reader's door is on route 14; files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    place = subscription.subscriber.addresses.get(kind="delivery").place
    a_stretch(a_route(entity=subscription.entity, number="14"), place.street, place.postal_code)


def frozen_on_friday(subscription) -> FrozenList:
    with clock.set_to(clock.moment(day("2026-07-09"), time(21), "Europe/Stockholm")):
        [frozen] = freeze(issue_of(subscription, FRIDAY), "carrier")
    return frozen


def book_of(frozen: FrozenList) -> str:
    file = frozen.files.get(kind="carrier_book").stored_file
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(read_stored(file))).pages)


def test_a_paper_that_comes_with_the_next_one_stands_first_in_the_book_and_at_its_door(subscription):
    complaint = complain(subscription, gives="next")
    frozen = frozen_on_friday(subscription)
    extra = frozen.extras.select_related("route").get()
    assert (extra.kind, extra.of_id, extra.route.number, extra.paper_of) == ("again", complaint.pk, "14", day("2026-07-08"))
    book = " ".join(book_of(frozen).split())
    assert "8 July 2026" in book and "+1" in book
    # One copy of Friday's paper; the other one is Wednesday's.
    assert "10 July 2026 1 copy" in book


def test_who_rests_on_that_day_still_gets_what_did_not_come(subscription):
    complain(subscription, gives="next")
    during = period(FRIDAY, "2026-07-12")
    Pause.objects.create(subscription=subscription, during=during, gives="none", digital_goes_on=False)
    frozen = frozen_on_friday(subscription)
    assert frozen.extras.count() == 1
    assert "+1" in book_of(frozen)


@pytest.mark.parametrize("gives", ["today", "credit", "none"])
def test_what_is_given_otherwise_is_not_brought_along(subscription, gives):
    complain(subscription, gives=gives)
    assert not frozen_on_friday(subscription).extras.exists()


def test_a_complaint_that_was_taken_back_brings_nothing(subscription):
    withdraw_complaint(complaint=complain(subscription, gives="next"), actor=None, today=day("2026-07-09"))
    assert not frozen_on_friday(subscription).extras.exists()
