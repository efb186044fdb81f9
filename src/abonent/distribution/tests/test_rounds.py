"""The round on the carrier's telephone: who has the secret address reads it and reports, once; nobody else learns anything."""

from __future__ import annotations

import json
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from abonent.access.models import PartOff, StaffUser
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.models import Carrier, Draw, FrozenBook, RoundLink, RoundReport, RouteCarrier
from abonent.distribution.operations.freezing import withdraw_freeze
from abonent.distribution.operations.rounds import CannotOpenRound, carrier_of, close_round, forget_books, hash_of, open_round
from abonent.distribution.testing import a_route, a_stretch, an_outlet
from abonent.distribution.views.rounds import MOST_GUESSES
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.subscriptions.models import Pause

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere", "nobody_has_guessed")]

TODAY, FRIDAY = day("2026-07-09"), day("2026-07-10")


@pytest.fixture
def nobody_has_guessed():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def eva(paper, entity) -> Carrier:
    """Eva walks route 14: a reader, a kiosk, and another reader."""
    route = a_route(entity=entity, number="14")
    a_stretch(route, "Storgatan")
    eva = Carrier.objects.create(entity=entity, number="17", name="Eva Berg", language="sv", telephone="070-174 06 35")
    RouteCarrier.objects.create(route=route, carrier=eva, during=period("2026-01-01", None))
    a_reader(paper, "Storgatan 4", way="carrier", copies=2)
    a_reader(paper, "Storgatan 10", way="carrier")
    Draw.objects.create(
        outlet=an_outlet(entity=entity, number="7", name="Kiosk"), product=paper[0], copies=[12] * 7, during=period("2026-01-01", None)
    )
    return eva


def opened(carrier) -> str:
    return reverse("distribution:round", args=[open_round(carrier=carrier, actor=None, today=TODAY)])


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def report(client, address, **said):
    book = FrozenBook.objects.latest("list_id")
    told = {"key": str(uuid4()), "list": book.list_id, "route": book.route_id, "said": "code", **said}
    return client.post(f"{address}reports/", json.dumps({"reports": [told]}), content_type="application/json")


def test_a_carrier_reads_his_round_in_walking_order_without_names_in_his_language(client, paper, eva):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    answer = client.get(opened(eva))
    page = words(answer)
    assert 'lang="sv"' in page and "Lindqvist" not in page
    assert "fredag 10 juli" in page
    places = [page.index(f"<strong>Storgatan {number}</strong>") for number in (4, 7, 10)]
    assert places == sorted(places)
    assert "Kiosk" in page and '<strong class="round-sum">15</strong>' in page
    assert answer["Referrer-Policy"] == "no-referrer" and answer["Content-Language"] == "sv"
    assert not client.session.keys()


def test_what_changed_stands_before_the_walk_and_an_addendum_with_it(client, paper, eva):
    last_week = FRIDAY - timedelta(days=7)
    with clock.set_to(clock.moment(last_week - timedelta(days=1), time(21), "Europe/Stockholm")):
        freeze(the_issue(paper[0], last_week), "carrier")
    stops = a_reader(paper, "Storgatan 12", way="carrier")
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    address = opened(eva)
    page = words(client.get(address))
    assert page.index('class="round-changes"') < page.index("Storgatan 12") < page.index('class="round-walk"')
    Pause.objects.create(subscription=stops, during=period(FRIDAY, FRIDAY + timedelta(days=1)), gives="none", digital_goes_on=False)
    freeze(the_issue(paper[0], FRIDAY), "carrier", addendum=True)
    added = words(client.get(address))
    addendum = added[: added.index('class="round-walk"')]
    assert "<strong>Storgatan 12</strong><b>1 → 0</b>" in addendum and "<strong>Storgatan 4</strong>" not in addendum


def test_todays_round_stays_until_tomorrows_is_frozen(client, paper, eva):
    address = opened(eva)
    assert "round-walk" not in words(client.get(address))
    [frozen] = freeze(the_issue(paper[0], FRIDAY), "carrier")
    with clock.set_to(clock.moment(FRIDAY, time(9), "Europe/Stockholm")):
        assert "10 juli" in words(client.get(address))
        withdraw_freeze(run=frozen.run, actor=None)
        assert "round-walk" not in words(client.get(address))


def test_another_carriers_round_is_not_his(client, paper, entity, eva):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    nils = Carrier.objects.create(entity=entity, number="18", name="Nils")
    address = opened(nils)
    assert "Storgatan" not in words(client.get(address))
    assert report(client, address).json() == {"taken": []}
    assert not RoundReport.objects.exists()


def test_only_the_hash_of_an_address_is_kept_and_a_new_one_ends_the_one_before(client, eva):
    first, second = opened(eva), opened(eva)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    token = second.split("/")[2]
    assert RoundLink.objects.get(revoked_at=None).token_hash == hash_of(token)
    assert not RoundLink.objects.filter(token_hash__contains=token).exists()


def test_an_address_ends_with_its_day_with_the_carrier_and_by_hand(eva):
    token = open_round(carrier=eva, actor=None, today=TODAY)
    with clock.set_to(clock.moment(TODAY + timedelta(days=180), time(1), "Europe/Stockholm")):
        assert carrier_of(token) is None
    Carrier.objects.update(gone_from=FRIDAY)
    assert carrier_of(token) is not None
    Carrier.objects.update(gone_from=TODAY)
    assert carrier_of(token) is None
    with pytest.raises(CannotOpenRound):
        open_round(carrier=Carrier.objects.get(), actor=None, today=TODAY)
    Carrier.objects.update(gone_from=None)
    close_round(carrier=eva, actor=None)
    assert carrier_of(token) is None
    with pytest.raises(CannotOpenRound):
        close_round(carrier=eva, actor=None)


def test_a_house_without_distribution_has_no_rounds(eva):
    token = open_round(carrier=eva, actor=None, today=TODAY)
    PartOff.objects.create(name="distribution")
    assert carrier_of(token) is None


def test_whoever_guesses_finds_nothing_even_when_he_is_right(client, eva):
    address = opened(eva)
    for number in range(MOST_GUESSES):
        assert client.get(reverse("distribution:round", args=[f"guess-{number}"])).status_code == 404
    assert client.get(address).status_code == 404
    assert Client(REMOTE_ADDR="198.51.100.7").get(address).status_code == 200


def test_a_report_that_is_sent_twice_is_taken_once_and_stands_on_the_night_board(client, paper, entity, eva, signed_in):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    address, key = opened(eva), str(uuid4())
    place = FrozenBook.objects.get().content["stops"][0]["place"]
    for _time in range(2):
        answer = report(Client(), address, key=key, place=place, remark="4711 <b>no</b>", copies=2)
        assert answer.json() == {"taken": [key]}
    assert RoundReport.objects.count() == 1
    office = signed_in("circulation", entity)
    board = reverse("distribution:night") + f"?day={FRIDAY}"
    page = words(office.get(board))
    assert "From the rounds" in page and "The door code is wrong: 2, Storgatan 4" in page and "4711 &lt;b&gt;no&lt;/b&gt;" in page
    seen = office.post(reverse("distribution:settle_report", args=[RoundReport.objects.get().pk]), follow=True)
    assert "Storgatan 4" not in words(seen)
    assert RoundReport.objects.get().settled_by == StaffUser.objects.get(username="circulation")


def test_a_round_is_done_from_a_form_without_any_script(client, paper, entity, eva, signed_in):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    address, book = opened(eva), FrozenBook.objects.get()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"{address}reports/", {"key": uuid4(), "list": book.list_id, "route": book.route_id, "said": "done"}, follow=True)
    assert 'class="round-done"' in words(answer)
    assert "1 done" in words(signed_in("circulation", entity).get(reverse("distribution:night") + f"?day={FRIDAY}"))


@pytest.mark.parametrize(
    "told",
    [
        {"said": "hack"}, {"place": 999_999}, {"list": 0}, {"route": "1 OR 1"}, {"key": "none"}, {"copies": -1}, {"copies": 10**9},
        {"remark": "x" * 201}, {"remark": {"a": 1}, "said": ["done"]}, {"key": None}, {"place": 10**30},
    ],
    ids=str,
)  # fmt: skip
def test_what_no_round_says_is_not_taken(client, paper, eva, told):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    assert report(client, opened(eva), **told).json() == {"taken": []}
    assert not RoundReport.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"[" * 50_000, b'{"reports": 7}', b'{"reports": [1, null, "x"]}', b"\xff\xfe", b'{"reports": []}' + b" " * 200_000],
    ids=range(7),
)
def test_what_is_no_report_at_all_does_no_harm(client, eva, body):
    answer = client.post(f"{opened(eva)}reports/", body, content_type="application/json")
    assert answer.status_code == 200 and answer.json() == {"taken": []}


def test_the_office_makes_an_address_that_it_sees_once_and_ends_it(paper, entity, eva, signed_in):
    office = signed_in("circulation", entity)
    page = reverse("distribution:round_link", args=[eva.pk])
    made = office.post(page)
    token_of_it = words(made).split("/round/", 2)[-1].split("/", 1)[0] if "/round/" in words(made) else ""
    assert made["Cache-Control"] == "no-store" and "data:image/svg+xml" in words(made)
    assert RoundLink.objects.get().token_hash not in words(made) and token_of_it
    assert "shown this once" not in words(office.get(page)) and "There is an address" in words(office.get(page))
    ended = office.post(reverse("distribution:end_round_link", args=[eva.pk]), follow=True)
    assert "There is no address" in words(ended)


def test_books_and_notes_are_taken_away_after_some_weeks(client, paper, eva):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    report(client, opened(eva), remark="4711")
    assert forget_books(before=FRIDAY) == 0
    assert forget_books(before=FRIDAY + timedelta(days=1)) == 1
    assert (RoundReport.objects.get().remark, FrozenBook.objects.count()) == ("", 0)


def test_the_board_and_the_round_ask_little_of_the_database(client, paper, entity, eva, signed_in, django_assert_max_num_queries):
    freeze(the_issue(paper[0], FRIDAY), "carrier")
    address = opened(eva)
    for _report in range(3):
        report(client, address)
    with django_assert_max_num_queries(6):
        client.get(address)
    office = signed_in("circulation", entity)
    with django_assert_max_num_queries(18):  # the session, the reader and what he may among them
        assert "From the rounds" in words(office.get(reverse("distribution:night") + f"?day={FRIDAY}"))
