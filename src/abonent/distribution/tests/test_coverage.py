"""What is laid out to the households of an area: who gets it, who is left out, the file, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import an_entity
from abonent.customers.models import Place
from abonent.customers.operations.consents import note_consent
from abonent.distribution.coverage_files import BY_ROUTE, profile_for, write_file
from abonent.distribution.coverage_queries import products_of
from abonent.distribution.frozen_queries import outgoing_copies
from abonent.distribution.frozen_testing import a_reader, freeze, the_issue
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.models import CoverageCopy, CoverageDistribution, Door, Route
from abonent.distribution.models.coverage import EVERYBODY, ONLY, WITHOUT
from abonent.distribution.operations.coverage import (
    CannotLayOut,
    CoverageDescription,
    CoverageEffect,
    fetch_coverage,
    lay_out,
    preview_coverage,
    withdraw_coverage,
)
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit import clock, statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_elsewhere")]
Paper = tuple[Product, PriceList]

TODAY, FRIDAY = day("2026-07-09"), day("2026-07-10")


def a_household(street: str, number: str, *, households: int = 1, refuses: bool = False, postal_code: str = "111 22") -> Place:
    """A door of the register behind which nobody need subscribe."""
    place, _is_new = Place.objects.get_or_create(country="SE", postal_code=postal_code, town="Stockholm", street=street, number=number)
    Door.objects.create(place=place, households=households, refuses=refuses)
    return place


@pytest.fixture
def area(paper: tuple[Product, PriceList], entity: LegalEntity) -> Route:
    """Route 14 with Storgatan: a house of three households of which one reads the paper, a reader in no register, a door that says no, one
    where somebody has said no to offers by mail, and one that nothing is known of. In 113 30 a household that no route has."""
    route = a_route(entity=entity, number="14")
    a_household("Storgatan", "1", households=3)
    a_reader(paper, "Storgatan 1")
    a_reader(paper, "Storgatan 3")
    a_household("Storgatan", "5", refuses=True)
    unwilling = a_reader(paper, "Storgatan 7").subscriber
    note_consent(customer=unwilling, channel="mail", purpose="marketing", said="withdrawn", source="letter", actor=None, today=TODAY)
    a_household("Storgatan", "9")
    a_household("Nygatan", "2", postal_code="113 30")
    a_stretch(route, "Storgatan")
    return route


def asked(route: Route | None = None, **told: Any) -> CoverageDescription:
    return CoverageDescription(**{"name": "Summer paper", "comes_on": FRIDAY, "routes": (route.pk,) if route else (), **told})


def counts(effect: CoverageEffect) -> tuple[int, int, int, int, int]:
    return effect.households, effect.left_out, effect.refused, effect.without_route, effect.copies


def doors_of(coverage: CoverageDistribution) -> list[tuple[str, int]]:
    copies = CoverageCopy.objects.filter(coverage=coverage).select_related("place").order_by("position")
    return [(one.place.street_line, one.copies) for one in copies]


@pytest.mark.parametrize(
    ("readers", "told"),
    [
        # households, not meant, refuse, without a route, copies
        (EVERYBODY, (7, 0, 2, 0, 5)),
        (WITHOUT, (7, 3, 1, 0, 3)),
        (ONLY, (7, 4, 1, 0, 2)),
    ],
)
def test_households_less_those_not_meant_and_those_that_refuse_are_the_copies(
    area: Route, entity: LegalEntity, readers: str, told: tuple[int, ...]
):
    effect = preview_coverage(entity=entity, described=asked(area, readers=readers), today=TODAY)
    assert counts(effect) == told
    assert effect.by_route == ((area.pk, told[-1]),)


def test_exactly_what_was_shown_is_frozen_in_walking_order(area: Route, entity: LegalEntity):
    described = asked(area, readers=WITHOUT)
    shown = preview_coverage(entity=entity, described=described, today=TODAY)
    done = lay_out(entity=entity, described=described, actor=None, today=TODAY, effect=shown.digest)
    assert doors_of(done) == [("Storgatan 1", 2), ("Storgatan 9", 1)]
    assert (done.households, done.copies) == (7, 3)
    a_household("Storgatan", "11")
    with pytest.raises(CannotLayOut) as refusal:
        lay_out(entity=entity, described=described, actor=None, today=TODAY, effect=shown.digest)
    assert refusal.value.code == "coverage.effect_changed"
    assert doors_of(done) == [("Storgatan 1", 2), ("Storgatan 9", 1)], "what is frozen stays"


def test_by_postal_code_a_household_without_a_route_is_counted_and_the_post_reaches_it(area: Route, entity: LegalEntity):
    early = preview_coverage(entity=entity, described=asked(postal_codes=("113",)), today=TODAY)
    assert counts(early) == (1, 0, 0, 1, 0)
    by_post = preview_coverage(entity=entity, described=asked(postal_codes=("11",), delivery_method="post"), today=TODAY)
    assert counts(by_post) == (8, 0, 2, 0, 6)
    with pytest.raises(CannotLayOut, match="No household"):
        lay_out(entity=entity, described=asked(postal_codes=("113",)), actor=None, today=TODAY)


def test_readers_of_another_product_are_households_like_any_other(area: Route, entity: LegalEntity):
    effect = preview_coverage(entity=entity, described=asked(area, readers=WITHOUT, products=(0,)), today=TODAY)
    assert counts(effect) == (5, 0, 1, 0, 4), "whom the register does not know and who does not read what is meant is nobody"


def test_nowhere_and_yesterday_are_refused(entity: LegalEntity):
    for described, code in ((asked(), "coverage.nowhere"), (asked(postal_codes=("1",), comes_on=day("2026-07-08")), "coverage.past")):
        with pytest.raises(CannotLayOut) as refusal:
            preview_coverage(entity=entity, described=described, today=TODAY)
        assert refusal.value.code == code


def test_it_is_taken_back_until_its_file_is_fetched(area: Route, entity: LegalEntity):
    first, second = (lay_out(entity=entity, described=asked(area), actor=None, today=TODAY) for _time in (1, 2))
    undo_act(act=Act.objects.get(verb="lay_out", subject_ids=[first.pk]), actor=None, today=TODAY)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    fetch_coverage(coverage=second, actor=None)
    with pytest.raises(CannotLayOut) as refusal:
        withdraw_coverage(coverage=second, actor=None)
    assert refusal.value.code == "coverage.fetched"


def test_what_is_laid_out_is_never_edited(area: Route, entity: LegalEntity):
    done = lay_out(entity=entity, described=asked(area), actor=None, today=TODAY)
    for change in (lambda: CoverageCopy.objects.update(copies=2), lambda: CoverageDistribution.objects.filter(pk=done.pk).update(copies=9)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_its_file_is_to_the_household_in_the_order_of_the_profile_or_of_the_walk(area: Route, entity: LegalEntity):
    area.stretches.update(downwards=True)
    done = lay_out(entity=entity, described=asked(area), actor=None, today=TODAY)
    walked = write_file(done, profile_for(done, None, by_route=True)).read().decode()
    assert [line.split(BY_ROUTE.separator)[1] for line in walked.splitlines()[1:]] == ["Storgatan 9", "Storgatan 3", "Storgatan 1"]
    profile = profile_for(done, None, by_route=False)
    posted = write_file(done, replace(profile, lines_per="address")).read().decode(profile.layout.encoding)
    lines = posted.splitlines()
    assert len(lines) == 3
    assert all("Till hushållet" in line or "To the household" in line for line in lines)
    assert ["1" in line.split("Storgatan ")[1][:2] for line in lines] == [True, False, False], "Storgatan 1 before 3 before 9"


def test_copies_that_are_not_what_was_shown_are_found(area: Route, entity: LegalEntity):
    done = lay_out(entity=entity, described=asked(area), actor=None, today=TODAY)
    [invariant] = [one for one in INVARIANTS if one.statement == "distribution/check_coverage"]
    assert not check(invariant)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE coverage_copy SET copies = copies + 1 WHERE position = (SELECT min(position) FROM coverage_copy)")
    [found] = check(invariant)
    assert found.message == "Summer paper comes to 6 copies where 5 were shown."
    assert found.link == done.url


def test_an_issue_comes_to_households_that_do_not_read_it_and_is_printed_for_them(area: Route, paper: Paper, entity: LegalEntity):
    issue = the_issue(paper[0], FRIDAY)
    done = lay_out(entity=entity, described=asked(area, issue=issue, readers=WITHOUT, products=products_of(issue)), actor=None, today=TODAY)
    assert (done.issue, done.copies) == (issue, 3)
    with clock.set_to(clock.moment(TODAY, time(21), "Europe/Stockholm")):
        freeze(issue, "carrier")
    [out] = outgoing_copies(issue)
    assert (out.laid, out.order.due) == (3, 3), "the readers have theirs by post"
    withdraw_coverage(coverage=done, actor=None)
    assert outgoing_copies(issue)[0].laid == 0


def test_an_issue_of_another_day_is_refused(area: Route, paper: Paper, entity: LegalEntity):
    with pytest.raises(CannotLayOut) as refusal:
        preview_coverage(entity=entity, described=asked(area, issue=the_issue(paper[0], "2026-07-11")), today=TODAY)
    assert refusal.value.code == "coverage.other_issue"


def test_the_form_takes_the_day_and_the_readers_of_the_issue(
    area: Route, paper: Paper, entity: LegalEntity, signed_in: Callable[..., Client], a_thursday
):
    client, issue = signed_in("manager", entity), the_issue(paper[0], FRIDAY)
    said = {
        "name": "Friday for all", "entity": entity.pk, "comes_on": "", "delivery_method": "carrier", "addressed_to": "door", "readers": "without", "routes": "14",
        "postal_codes": "",
    }  # fmt: skip
    address, typing = reverse("distribution:new_coverage"), {"HX-Request": "true", "HX-Target": "coverage-effect"}
    assert "Say on which day it comes." in client.post(address, said, headers=typing).content.decode()
    effect = client.post(address, {**said, "issue": issue.pk}, headers=typing).context["shown"]
    client.post(address, {**said, "issue": issue.pk, "effect": effect.digest})
    done = CoverageDistribution.objects.get()
    assert (done.issue, done.comes_on, done.products) == (issue, FRIDAY, [paper[0].pk])


def test_each_statement_does_its_work_once(area: Route, entity: LegalEntity):
    done = lay_out(entity=entity, described=asked(area), actor=None, today=TODAY)
    named = {
        "entity": entity.pk, "country": "SE", "day": FRIDAY, "method": "carrier", "readers": EVERYBODY, "products": [], "routes": [area.pk],
        "postal_codes": [],
    }  # fmt: skip
    other = CoverageDistribution.objects.create(
        entity=entity, name="Other", comes_on=FRIDAY, delivery_method="carrier", readers=EVERYBODY, routes=[area.pk], households=5, left_out=0,
        refused=0, without_route=0, copies=5,
    )  # fmt: skip
    assert twice("distribution/write_coverage", source="distribution/coverage_doors", coverage=other.pk, **named) == 3
    rows = statements.rows("distribution/routes_of_coverage", coverage=done.pk)
    assert [(row.route_id, row.doors, row.copies) for row in rows] == [(area.pk, 3, 5)]


def test_the_desk_sees_the_counts_then_freezes_and_fetches(area: Route, entity: LegalEntity, signed_in: Callable[..., Client], a_thursday):
    client = signed_in("manager", entity)
    said = {
        "name": "Summer paper", "entity": entity.pk, "comes_on": FRIDAY.isoformat(), "delivery_method": "carrier", "addressed_to": "door", "readers": "without",
        "routes": "14", "postal_codes": "",
    }  # fmt: skip
    address = reverse("distribution:new_coverage")
    assert "There is no such route: 99." in client.post(address, {**said, "routes": "99"}).content.decode()
    effect = client.post(address, said, headers={"HX-Request": "true", "HX-Target": "coverage-effect"})
    assert not CoverageDistribution.objects.exists()
    answer = client.post(address, {**said, "effect": effect.context["shown"].digest}, follow=True)
    done = CoverageDistribution.objects.get()
    assert "Summer paper is frozen" in answer.content.decode()
    file = client.get(reverse("distribution:coverage_file", args=[done.pk]), {"by": "route"})
    assert "Storgatan 1" in b"".join(file.streaming_content).decode()
    assert "It stands." in client.get(done.url).content.decode()
    assert "Summer paper" in client.get(reverse("distribution:coverages")).content.decode()
    client.post(reverse("distribution:withdraw_coverage", args=[done.pk]))
    done.refresh_from_db()
    assert done.withdrawn_at is None


def test_another_company_does_not_see_it(area: Route, entity: LegalEntity, signed_in: Callable[..., Client]):
    done = lay_out(entity=entity, described=asked(area), actor=None, today=TODAY)
    assert signed_in("manager", an_entity(code="other")).get(done.url).status_code == 404
