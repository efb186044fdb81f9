"""The night board: what goes out, compared with the same weekday, with the reasons of a difference; freeze, print, take back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.models import FrozenList
from abonent.distribution.operations import find_stops_of_new_places
from abonent.distribution.operations.alarms import set_alarm_aside
from abonent.distribution.testing import a_draw, a_route, a_stretch, an_outlet
from abonent.distribution.tonight import cards_of, night_of
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.runs.models import Act, Run
from abonent.runs.operations import continue_run, undo_act
from abonent.runs.queries import steps_so_far
from abonent.subscriptions.models import Pause, Subscription

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

FRIDAY = day("2026-07-10")
LAST_FRIDAY = FRIDAY - timedelta(days=7)


def as_role(client, role: str, entity):
    install_ready_roles()
    take_on_staff(username=role, password="not used", full_name="Lars Ek", roles=[role], entities=[entity], language="en")
    client.force_login(StaffUser.objects.get(username=role))
    return client


@pytest.fixture
def circulation(client, entity):
    return as_role(client, "circulation", entity)


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def a_week_apart(paper, entity):
    """Ten copies on route 14 last Friday, fourteen this one."""
    a_stretch(a_route(entity=entity, number="14"), "Storgatan")
    for number in range(10):
        a_reader(paper, f"Storgatan {number + 1}", way="carrier")
    with clock.set_to(clock.moment(LAST_FRIDAY - timedelta(days=1), clock.now().time(), "UTC")):
        freeze(the_issue(paper[0], LAST_FRIDAY), "carrier")
    hotel = a_reader(paper, "Storgatan 90", way="carrier", copies=4)
    type(hotel).objects.filter(pk=hotel.pk).update(started_on=FRIDAY)
    find_stops_of_new_places()
    return the_issue(paper[0], FRIDAY)


def test_tonight_is_about_tomorrows_paper_until_the_morning():
    at = clock.moment(day("2026-07-09"), clock.now().time(), "UTC")
    assert night_of(at, "Europe/Stockholm") == FRIDAY
    assert night_of(at + timedelta(hours=7), "Europe/Stockholm") == FRIDAY
    assert night_of(at + timedelta(hours=12), "Europe/Stockholm") == FRIDAY + timedelta(days=1)


def test_a_card_compares_with_the_same_weekday_and_alarms_where_a_route_is_odd(circulation, a_week_apart):
    viewer = StaffUser.objects.get(username="circulation")
    [card] = cards_of(FRIDAY, viewer=viewer, today=day("2026-07-09"))
    assert (card.copies, card.copies_before, card.difference, list(card.weeks)) == (14, 10, 4, [10])
    [alarm] = card.alarms
    assert (alarm.route.number, alarm.copies, alarm.before, alarm.no_carrier) == ("14", 14, 10, True)


def test_the_reasons_of_a_difference_add_up(circulation, a_week_apart):
    shown = words(circulation.get(reverse("distribution:night")))
    assert "Tonight, for" in shown
    assert "+40,0 %" in shown
    route = a_week_apart.edition.title.entity.routes.get()
    told = words(circulation.get(reverse("distribution:why", args=[a_week_apart.pk, "carrier"]), {"route": route.pk}))
    assert "New 1 order" in told.replace('<span class="ink3">', "")
    for figure in ("<dd>10</dd>", "<dd>+4</dd>", '<dd class="strong">14</dd>'):
        assert figure in told


def test_freeze_print_and_take_back_from_the_board(circulation, a_week_apart):
    circulation.post(reverse("distribution:freeze", args=[a_week_apart.pk, "carrier"]))
    assert "Being frozen" in words(circulation.get(reverse("distribution:night")))
    continue_run(run=Run.objects.latest("pk"))
    frozen = FrozenList.objects.latest("pk")
    board = words(circulation.get(reverse("distribution:night")))
    book = frozen.files.get(kind="carrier_book")
    file = reverse("distribution:frozen_file", args=[frozen.pk, book.pk])
    assert f'href="{file}"' in board
    page = words(circulation.get(frozen.url))
    assert "not fetched yet" in page
    changes = b"".join(circulation.get(reverse("distribution:delta", args=[frozen.pk]))).decode()
    assert changes.count("new") == 1
    assert "Storgatan 90" in changes
    assert b"".join(circulation.get(file)).startswith(b"%PDF")
    answer = circulation.post(reverse("distribution:withdraw_list", args=[frozen.pk]), follow=True)
    assert "were fetched" in words(answer)
    assert FrozenList.objects.standing().filter(issue=a_week_apart).exists()


def test_what_changed_since_the_issue_before_is_seen_on_the_page_of_the_list(circulation, a_week_apart, paper):
    freeze(the_issue(paper[0], FRIDAY - timedelta(days=1)), "carrier")
    new = a_reader(paper, "Storgatan 92", way="carrier", copies=2)
    leaves = Subscription.objects.filter(delivery_method="carrier").exclude(pk=new.pk).earliest("pk")
    Pause.objects.create(subscription=leaves, during=period(FRIDAY, FRIDAY + timedelta(days=1)), gives="none", digital_goes_on=False)
    [frozen] = freeze(a_week_apart, "carrier")
    address = reverse("distribution:changes", args=[frozen.pk])
    assert address in circulation.get(frozen.url).content.decode()
    shown = words(circulation.get(address))
    assert "Storgatan 92" in shown
    counted = {str(label): (one.subscriptions, one.copies) for label, one in circulation.get(address).context["counted"]}
    # The hotel begins on Friday, with four.
    assert counted == {"New": (2, 6), "Changed": (0, 0), "Stopped": (1, leaves.copies)}


def test_a_freeze_whose_files_nobody_fetched_is_taken_back(circulation, a_week_apart):
    [frozen] = freeze(a_week_apart, "carrier")
    circulation.post(reverse("distribution:withdraw_list", args=[frozen.pk]))
    assert not FrozenList.objects.standing().filter(issue=a_week_apart).exists()
    assert circulation.get(frozen.url).status_code == 404


def test_an_addendum_is_written_from_the_page_of_the_list(circulation, a_week_apart, paper):
    [frozen] = freeze(a_week_apart, "carrier")
    a_reader(paper, "Storgatan 91", way="carrier")
    circulation.post(reverse("distribution:freeze", args=[a_week_apart.pk, "carrier"]), {"addendum": "yes"})
    continue_run(run=Run.objects.latest("pk"))
    assert "1 new, 0 changed, 0 stopped" in words(circulation.get(frozen.url))


def test_an_alarm_that_is_right_is_set_aside_until_its_copies_change(circulation, a_week_apart, paper):
    route = a_week_apart.edition.title.entity.routes.get()
    board = reverse("distribution:night")
    assert "1 alarm" in words(circulation.get(board))
    address = reverse("distribution:set_alarm_aside", args=[a_week_apart.pk, "carrier"])
    answer = words(circulation.post(address, {"route": route.pk, "copies": 14}, follow=True))
    assert "No alarms" in answer
    assert "It is right: Lars Ek, 21:00" in answer
    again = words(circulation.post(address, {"route": route.pk, "copies": 14}, follow=True))
    assert "Somebody has said already that it is right." in again
    a_reader(paper, "Storgatan 91", way="carrier")
    find_stops_of_new_places()
    assert "1 alarm" in words(circulation.get(board))


def test_an_alarm_set_aside_is_raised_again_by_hand_or_by_undoing(circulation, a_week_apart):
    for number in (1, 2):
        said = set_alarm_aside(issue=a_week_apart, delivery_method="carrier", route=None, copies=3, actor=None)
        if number == 1:
            circulation.post(reverse("distribution:raise_alarm_again", args=[said.pk]))
        else:
            undo_act(act=Act.objects.filter(verb="set_alarm_aside").latest("pk"), actor=None, today=FRIDAY)
        said.refresh_from_db()
        assert said.withdrawn_at is not None


def test_the_copies_are_those_of_outlets_too_and_the_comparison_has_them_on_both_sides(circulation, a_week_apart, paper, entity):
    a_draw(an_outlet(entity=entity), paper[0], 20)
    viewer = StaffUser.objects.get(username="circulation")
    [card] = cards_of(FRIDAY, viewer=viewer, today=day("2026-07-09"))
    assert (card.copies, card.drawn, card.copies_before) == (34, 20, 10)
    assert "20 of them to outlets" in words(circulation.get(reverse("distribution:night")))
    freeze(a_week_apart, "carrier")
    [card] = cards_of(FRIDAY, viewer=viewer, today=day("2026-07-09"))
    assert (card.copies, card.drawn) == (34, 20)
    [later] = cards_of(FRIDAY + timedelta(days=7), viewer=viewer, today=FRIDAY)
    assert later.copies_before == 34


def test_how_far_a_freeze_has_come_is_shown_while_it_is_written(circulation, a_week_apart):
    circulation.post(reverse("distribution:freeze", args=[a_week_apart.pk, "carrier"]))
    assert "of 7 steps" in words(circulation.get(reverse("distribution:night")))
    run = Run.objects.latest("pk")
    assert steps_so_far(run, "en").done == 0
    continue_run(run=run)
    assert steps_so_far(run, "en").finished


def test_a_clerk_sees_the_board_and_freezes_nothing(client, entity, a_week_apart):
    clerk = as_role(client, "clerk", entity)
    assert "Freeze and print" not in words(clerk.get(reverse("distribution:night")))
    assert clerk.post(reverse("distribution:freeze", args=[a_week_apart.pk, "carrier"])).status_code == 403


def test_the_pages_take_few_statements(circulation, a_week_apart, django_assert_max_num_queries):
    board = reverse("distribution:night")
    circulation.get(board)
    with django_assert_max_num_queries(15):
        circulation.get(board)
    [frozen] = freeze(a_week_apart, "carrier")
    for address in (board, frozen.url):
        circulation.get(address)
        with django_assert_max_num_queries(15):
            assert circulation.get(address).status_code == 200


def test_a_day_without_an_issue_says_so(circulation, entity):
    assert "No issue comes out on this day" in words(circulation.get(reverse("distribution:night"), {"day": "2026-07-10"}))
    assert circulation.get(reverse("distribution:night"), {"day": "soon"}).status_code == 404
