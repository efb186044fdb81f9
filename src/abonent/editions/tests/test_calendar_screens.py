"""The pages of titles and editions: the calendar of issues, and changes of it that show their effect first."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition, Title
from abonent.catalog.testing import an_edition, an_entity
from abonent.catalog.tests.viewers import client_of, page, toast
from abonent.editions.models import PublicationException
from abonent.editions.operations import choose_holidays, except_day
from abonent.editions.testing import MON, issues_on
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db

TODAY = day("2026-04-01")
MOST_STATEMENTS = 15
TYPING = {"HX-Request": "true", "HX-Target": "effect"}
NO_ISSUE = {"on": "2026-04-13", "kind": "no_issue", "reason": "Strike at the printer"}


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(clock.moment(TODAY, time(12), "Europe/Stockholm")):
        yield


@pytest.fixture
def mondays():
    """Monday issues from 6 April to 27 April 2026."""
    return issues_on(an_edition(entity=an_entity()), MON, first="2026-04-01", until="2026-05-01")


@pytest.fixture
def circulation(mondays):
    return client_of("circulation", mondays.title.entity)


def address(name, subject):
    return reverse(f"editions:{name}", args=[subject.pk])


def published(edition):
    return [f"{issue.published_on:%d.%m.}" for issue in edition.issues.order_by("published_on")]


def saved(client, url, said):
    """Post a change as the page does after it has shown the effect."""
    shown = client.post(url, said)
    assert shown.status_code == 200, page(shown)
    return client.post(url, {**said, "effect": shown.context["effect"].digest})


def test_the_titles_of_the_viewers_companies_stand_with_their_editions(mondays):
    an_edition(entity=an_entity(code="lehti", country="FI", currency="EUR"), code="kuukausi")
    shown = page(client_of("clerk", mondays.title.entity).get(reverse("editions:titles")))
    assert "Daily" in shown
    assert "Mon 27 Apr" in shown
    assert "Kuukausi" not in shown


def test_a_title_says_when_its_editions_come_out_next(mondays):
    shown = page(client_of("clerk", mondays.title.entity).get(address("title", mondays.title)))
    assert "Mon 6 Apr" in shown
    assert "Mon 27 Apr" in shown


def test_the_calendar_says_each_days_issue_and_what_is_different(mondays, circulation):
    except_day(edition=mondays, on=day("2026-04-13"), kind="no_issue", reason="Strike", actor=None, today=TODAY)
    except_day(edition=mondays, on=day("2026-04-20"), kind="moved", moved_to=day("2026-04-22"), reason="", actor=None, today=TODAY)
    except_day(edition=mondays, on=day("2026-04-25"), kind="extra", reason="Election", actor=None, today=TODAY)
    choose_holidays(edition=mondays, without_issue=["May Day"], actor=None)
    shown = page(circulation.get(address("edition", mondays)))
    for words in (
        "Mon 6 Apr, issue 1",
        "Mon 13 Apr, no issue: Strike",
        "Mon 20 Apr, no issue, moved to Wed 22 Apr",
        "Wed 22 Apr, issue 2, moved from Mon 20 Apr",
        "Sat 25 Apr, issue 3, extra: Election",
        "Mon 27 Apr, issue 4",
        "Fri 1 May, no issue, May Day",
    ):
        assert f'aria-label="{words}"' in shown, words
    assert 'aria-label="Wed 1 Apr" aria-current="date"' in shown


def test_a_holiday_without_an_issue_is_named_in_the_readers_language(mondays, circulation):
    choose_holidays(edition=mondays, without_issue=["May Day"], actor=None)
    StaffUser.objects.update(language="sv")
    for name in ("edition", "exception", "holidays"):
        shown = page(circulation.get(address(name, mondays)))
        assert "Första maj" in shown and "May Day" not in shown.replace('value="May Day"', ""), name


def test_the_calendar_is_stepped_by_year(mondays, circulation):
    shown = circulation.get(address("edition", mondays) + "?year=2027")
    assert shown.context["calendar"].months[0].first == day("2027-01-01")
    assert 'href="?year=2026"' in page(shown)
    assert 'href="?year=2028"' in page(shown)


def test_a_year_that_is_none_shows_the_present_one(mondays, circulation):
    assert circulation.get(address("edition", mondays) + "?year=soon").context["year"] == 2026


def test_a_clerk_sees_the_calendar_and_changes_nothing(mondays):
    clerk = client_of("clerk", mondays.title.entity)
    assert address("exception", mondays) not in page(clerk.get(address("edition", mondays)))
    for name in ("exception", "rule", "holidays", "extension", "name_edition"):
        assert clerk.post(address(name, mondays), NO_ISSUE).status_code == 403, name


def test_editions_of_another_company_are_not_there(mondays):
    decided = PublicationException.objects.create(edition=mondays, on=day("2026-04-13"), kind="no_issue")
    stranger = client_of("manager", an_entity(code="lehti", country="FI", currency="EUR"))
    for name in ("edition", "exception", "rule", "holidays", "extension", "name_edition"):
        assert stranger.get(address(name, mondays)).status_code == 404, name
    assert stranger.get(address("title", mondays.title)).status_code == 404
    assert stranger.post(address("withdrawal", decided)).status_code == 404


def test_while_an_exception_is_typed_its_effect_is_shown_and_nothing_is_done(mondays, circulation):
    shown = page(circulation.post(address("exception", mondays), NO_ISSUE, headers=TYPING))
    assert "There is no issue on Monday 13 April." in shown
    assert "<form" not in shown
    assert published(mondays) == ["06.04.", "13.04.", "20.04.", "27.04."]
    assert not Act.objects.exists()


def test_an_exception_is_saved_once_its_effect_was_seen_and_undone_from_the_toast(mondays, circulation):
    response = saved(circulation, address("exception", mondays), NO_ISSUE)
    assert published(mondays) == ["06.04.", "20.04.", "27.04."]
    words, undo_url = toast(circulation, response)
    assert words == "There is no issue on Monday 13 April."
    circulation.post(undo_url)
    assert published(mondays) == ["06.04.", "13.04.", "20.04.", "27.04."]


def test_days_of_the_calendar_are_typed_as_people_say_them(mondays, circulation):
    shown = page(circulation.get(address("exception", mondays) + "?on=2026-04-13"))
    assert 'value="13 Apr"' in shown and 'type="date"' not in shown
    saved(circulation, address("exception", mondays), {**NO_ISSUE, "kind": "moved", "on": "13/4", "moved_to": "14 apr"})
    saved(circulation, address("rule", mondays), {"begins": "21 apr", "kind": "weekdays", "weekdays": ["4"]})
    assert published(mondays) == ["06.04.", "14.04.", "20.04.", "24.04."]


def test_an_exception_whose_effect_has_become_another_shows_the_new_one(mondays, circulation):
    response = circulation.post(address("exception", mondays), {**NO_ISSUE, "effect": "another"})
    assert response.status_code == 422
    assert "The calendar was changed meanwhile." in page(response)
    assert not PublicationException.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": "2026-03-30"}, "2026-03-30 is past; what has come out is not changed."),
        ({"on": "soon"}, "“soon” is not a day."),
        ({"reason": ""}, "stands here as soon as all is filled in"),
        ({"kind": "moved"}, "Say to which day the issue is moved."),
        ({"kind": "moved", "moved_to": "2026-04-13"}, "Choose another day than the one it is moved from."),
        ({"kind": "moved", "moved_to": "2026-04-20"}, "There is an issue on 2026-04-20 already."),
        ({"kind": "moved", "on": "2026-04-14", "moved_to": "2026-04-15"}, "There is no issue on 2026-04-14 that could be moved."),
        ({"kind": "late"}, "Select a valid choice"),
    ],
)
def test_an_exception_that_cannot_be_says_why(mondays, circulation, said, sentence):
    response = circulation.post(address("exception", mondays), {**NO_ISSUE, **said})
    assert response.status_code == 422
    assert sentence in page(response)
    assert sentence in page(circulation.post(address("exception", mondays), {**NO_ISSUE, **said}, headers=TYPING))
    assert not PublicationException.objects.exists()


def test_an_exception_is_taken_back(mondays, circulation):
    saved(circulation, address("exception", mondays), NO_ISSUE)
    decided = PublicationException.objects.get()
    assert "Strike at the printer" in page(circulation.get(address("edition", mondays)))
    saved(circulation, address("withdrawal", decided), {})
    assert published(mondays) == ["06.04.", "13.04.", "20.04.", "27.04."]


def test_issues_are_made_until_a_day_after_their_number_was_shown(mondays, circulation):
    shown = page(circulation.post(address("extension", mondays), {"latest": "2026-05-18"}, headers=TYPING))
    assert "3 issues are new, the first on Monday 4 May." in shown
    response = saved(circulation, address("extension", mondays), {"latest": "2026-05-18"})
    assert published(mondays)[-1] == "18.05."
    circulation.post(toast(circulation, response)[1])
    assert published(mondays)[-1] == "27.04."


def test_issues_are_not_made_for_the_past(mondays, circulation):
    response = circulation.post(address("extension", mondays), {"latest": "2026-03-01"})
    assert response.status_code == 422
    assert "is past" in page(response)


def test_another_rule_moves_the_issues_from_its_day(mondays, circulation):
    saved(circulation, address("rule", mondays), {"begins": "2026-04-13", "kind": "weekdays", "weekdays": ["4"]})
    assert published(mondays) == ["06.04.", "17.04.", "24.04."]
    saved(circulation, address("rule", mondays), {"begins": "2026-04-13", "kind": "weeks", "every": "2", "counted_from": "2026-04-08"})
    assert published(mondays) == ["06.04.", "22.04."]
    assert "every 2 weeks, counted from Wed 8 Apr" in page(circulation.get(address("edition", mondays)))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "weekdays", "weekdays": []}, "Tick at least one day."),
        ({"kind": "months", "every": ""}, "Say every how many: 1 for each week or month."),
        ({"kind": "weekdays", "weekdays": ["0"], "begins": "2026-03-01"}, "is past"),
    ],
)
def test_a_rule_that_gives_no_days_is_refused(mondays, circulation, said, sentence):
    response = circulation.post(address("rule", mondays), {"begins": "2026-04-13", **said})
    assert response.status_code == 422
    assert sentence in page(response)


def test_holidays_without_an_issue_are_chosen(mondays, circulation):
    assert "Easter Monday, Mon 6 Apr" in page(circulation.get(address("holidays", mondays)))
    response = saved(circulation, address("holidays", mondays), {"holidays": ["Easter Monday"]})
    assert published(mondays) == ["13.04.", "20.04.", "27.04."]
    assert toast(circulation, response)[0] == "There is no issue on Monday 6 April."
    assert circulation.post(address("holidays", mondays), {"holidays": ["Carnival"]}).status_code == 422


def test_a_form_opens_in_the_panel_beside_the_days_it_is_about(mondays, circulation):
    shown = page(circulation.get(address("exception", mondays) + "?on=2026-04-13", headers={"HX-Request": "true", "HX-Target": "panel"}))
    assert "ab-panel__head" in shown
    assert "<html" not in shown
    assert 'value="13 Apr"' in shown
    assert "May 2026" in shown


def test_titles_and_editions_are_added_and_named(mondays, circulation):
    title = {"name_sv": "Helgbladet", "code": "helg", "entity": mondays.title.entity.pk}
    circulation.post(reverse("editions:new_title"), title)
    added = Title.objects.get(code="helg")
    again = circulation.post(reverse("editions:new_title"), title)
    assert again.status_code == 422
    assert "already a title with the code helg" in page(again)

    circulation.post(address("new_edition", added), {"name_sv": "App", "code": "app", "medium": "electronic"})
    edition = Edition.objects.get(code="app")
    assert "No rule says when it comes out" in page(circulation.get(address("edition", edition)))
    circulation.post(address("name_edition", edition), {"name_sv": "Webb", "code": "app", "medium": "electronic"})
    edition.refresh_from_db()
    assert edition.name == {"sv": "Webb"}
    assert circulation.post(address("name_title", added), {"code": "helg"}).status_code == 422


def test_no_page_of_editions_asks_the_database_often(mondays, circulation):
    choose_holidays(edition=mondays, without_issue=["May Day"], actor=None)
    addresses = [reverse("editions:titles"), address("title", mondays.title)]
    addresses += [address(name, mondays) for name in ("edition", "exception", "rule", "holidays", "extension", "name_edition")]
    for each in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert circulation.get(each).status_code == 200
        assert len(asked) <= MOST_STATEMENTS, f"{each}: {len(asked)}"
