"""What goes with an issue besides the paper is counted with the copies that it goes with, before the freeze and after it."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.insert_queries import inserts_of
from abonent.distribution.models import Insert
from abonent.distribution.operations import find_stops_of_new_places
from abonent.distribution.operations.inserts import AskedInsert, CannotInsert, add_insert, withdraw_insert
from abonent.distribution.testing import a_route, a_stretch
from abonent.editions.models import Issue
from abonent.editions.operations import CannotPublish, except_day, foreseen
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.stock.models import StockItem
from abonent.stock.testing import an_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_evening_before", "files_elsewhere")]

TODAY, FRIDAY = day("2026-07-09"), day("2026-07-10")


@pytest.fixture
def issue(paper, entity) -> Issue:
    """Two copies on route 14, one by post beside it and one in another town."""
    a_stretch(a_route(entity=entity, number="14"), "Storgatan")
    a_reader(paper, "Storgatan 1", way="carrier", copies=2)
    a_reader(paper, "Kungsgatan 2")
    a_reader(paper, "Sandvägen 3", postal_code="871 40", town="Norrvik")
    find_stops_of_new_places()
    return the_issue(paper[0], FRIDAY)


def put_in(issue: Issue, **told) -> Insert:
    return add_insert(issue=issue, asked=AskedInsert(**{"name": "Brochure", **told}), actor=None)


def copies(issue: Issue) -> list[int]:
    return [one.copies for one in inserts_of(issue, today=TODAY)]


def test_it_goes_with_all_copies_or_those_of_some_routes_or_postal_codes(issue):
    assert inserts_of(issue, today=TODAY) == []
    put_in(issue)
    put_in(issue, goes_with="routes", places=["14"])
    put_in(issue, goes_with="postal_codes", places=["87", "99"])
    put_in(issue, goes_with="postal_codes", places=["11122"])
    put_in(issue, goes_with="postal_codes", places=["5"])
    assert copies(issue) == [4, 2, 1, 3, 0]


def test_what_is_frozen_is_counted_as_it_was_frozen(issue, paper):
    put_in(issue)
    put_in(issue, goes_with="routes", places=["14"])
    freeze(issue, "carrier")
    a_reader(paper, "Storgatan 5", way="carrier")
    a_reader(paper, "Kungsgatan 6")
    # The one that is new by post still comes; the one on the route goes on the addendum.
    assert copies(issue) == [5, 2]
    freeze(issue, "carrier", addendum=True)
    assert copies(issue) == [6, 3]


def test_what_lies_on_the_shelf_says_what_is_missing(issue, entity):
    put_in(issue, name="", item=an_item(entity=entity))
    [one] = inserts_of(issue, today=TODAY)
    assert (one.insert.name, one.missing) == (str(StockItem.objects.get()), 4 - one.insert.item.balance.free)


def test_an_issue_that_something_goes_with_is_not_taken_off_the_calendar(issue):
    no_issue = partial(except_day, edition=issue.edition, on=FRIDAY, kind="no_issue", reason="Strike", actor=None, today=TODAY)
    assert foreseen(no_issue).disappearing == (FRIDAY,)
    put_in(issue)
    with pytest.raises(CannotPublish, match="2026-07-10 has to stay"):
        foreseen(no_issue)


def test_what_cannot_go_with_an_issue_is_refused(issue, entity, paper):
    for told, why in (
        ({"name": ""}, "Write what it is"),
        ({"goes_with": "routes"}, "Write the numbers"),
        ({"goes_with": "routes", "places": ["14", "15"]}, "no route with the number 15"),
    ):
        with pytest.raises(CannotInsert, match=why):
            put_in(issue, **told)
    type(issue.edition).objects.update(medium="electronic")
    issue.edition.refresh_from_db()
    with pytest.raises(CannotInsert, match="electronic edition"):
        put_in(issue)


def test_it_is_taken_back_and_put_in_again(issue):
    insert = put_in(issue)
    withdraw_insert(insert=insert, actor=None)
    assert copies(issue) == []
    with pytest.raises(CannotInsert, match="already"):
        withdraw_insert(insert=insert, actor=None)
    undo_act(act=Act.objects.filter(verb="withdraw_insert").latest("pk"), actor=None, today=TODAY)
    assert copies(issue) == [4]
    undo_act(act=Act.objects.filter(verb="add_insert").latest("pk"), actor=None, today=TODAY)
    assert copies(issue) == []


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_it_is_said_on_its_page_and_seen_beside_the_night_and_the_print_order(signed_in, issue, entity):
    circulation = signed_in("circulation", entity)
    address, beside = (reverse(f"distribution:{name}", args=[issue.pk]) for name in ("inserts", "inserts_beside"))
    assert circulation.post(address, {"name": "Card", "goes_with": "routes", "places": "14, 99"}).status_code == 422
    page = words(circulation.post(address, {"name": "Card", "goes_with": "routes", "places": "14"}, follow=True))
    assert "Some routes: 14" in page
    assert 'Card <b class="mid">2</b>' in words(circulation.get(beside))
    [frozen] = freeze(issue, "carrier")
    for where in (reverse("distribution:night"), frozen.url):
        assert beside in circulation.get(where).content.decode()
    insert = Insert.objects.get()
    circulation.post(reverse("distribution:withdraw_insert", args=[issue.pk, insert.pk]))
    assert "Nothing goes with this issue" in words(circulation.get(address))
    clerk = signed_in("clerk", entity)
    assert "New insert" not in words(clerk.get(address))
    clerk.post(address, {"name": "Card", "goes_with": "all"})
    assert Insert.objects.filter(withdrawn_at=None).count() == 0
