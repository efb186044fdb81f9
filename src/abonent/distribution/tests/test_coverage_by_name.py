"""What is sent to customers by name: who is of the area or reads what is meant, who says no, each person or each household once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from abonent.access.history import change_by, forgetting
from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import an_entity
from abonent.customers.models import Customer
from abonent.customers.operations.consents import note_consent
from abonent.customers.operations.relations import join_household
from abonent.customers.testing import a_customer
from abonent.distribution.coverage_files import BY_ROUTE, profile_for, write_file
from abonent.distribution.frozen_queries import outgoing_copies
from abonent.distribution.frozen_testing import a_paper, a_reader, freeze, the_issue
from abonent.distribution.invariants import INVARIANTS
from abonent.distribution.list_lines import field_labels
from abonent.distribution.models import CoverageDistribution, CoverageReceiver, Route
from abonent.distribution.models.coverage import EVERYBODY, ONE_OF_A_HOUSEHOLD, ONLY, PERSON, WITHOUT
from abonent.distribution.operations.coverage import (
    COUNTS,
    PEOPLE,
    CannotLayOut,
    CoverageDescription,
    CoverageEffect,
    lay_out,
    preview_coverage,
)
from abonent.distribution.testing import a_route, a_stretch
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_elsewhere")]
Paper = tuple[Product, PriceList]

TODAY, FRIDAY = day("2026-07-09"), day("2026-07-10")


def at_home(given_name: str, family_name: str, street_line: str, *, postal_code: str = "111 22") -> Customer:
    """A customer who buys nothing yet."""
    return a_customer(given_name, family_name, street_line=street_line, postal_code=postal_code, town="Stockholm")


def says_no(customer: Customer) -> None:
    note_consent(customer=customer, channel="mail", purpose="marketing", said="withdrawn", source="letter", actor=None, today=TODAY)


@pytest.fixture
def street(paper: Paper, entity: LegalEntity) -> Route:
    """Route 14 with Storgatan: in 1 Anna, who reads the paper, and Bo of the same name; in 3 Cilla, who says no to offers; in 5 Dag, who reads
    another company's; in 7 Eva, and Finn, of her household by another name. In 113 30, where no route goes, Gun, who reads the paper."""
    route = a_route(entity=entity, number="14")
    a_reader(paper, "Storgatan 1")
    at_home("Bo", "Lindqvist", "Storgatan 1")
    says_no(at_home("Cilla", "Ek", "Storgatan 3"))
    a_reader(a_paper(entity=an_entity(code="other"), code="other"), "Storgatan 5", family_name="Dahl")
    eva, finn = at_home("Eva", "Berg", "Storgatan 7"), at_home("Finn", "Ask", "Storgatan 7")
    join_household(customer=eva, others=[finn], actor=None, today=TODAY)
    a_reader(paper, "Nygatan 2", family_name="Grip", postal_code="113 30")
    a_stretch(route, "Storgatan")
    return route


def asked(route: Route | None = None, **told: Any) -> CoverageDescription:
    routes = (route.pk,) if route else ()
    return CoverageDescription(**{"name": "Invitation", "comes_on": FRIDAY, "routes": routes, "addressed_to": PERSON, **told})


def counts(effect: CoverageEffect) -> tuple[int, ...]:
    return tuple(getattr(effect, name) for name in COUNTS)


def receivers(coverage: CoverageDistribution) -> list[str]:
    return sorted(CoverageReceiver.objects.filter(coverage=coverage).values_list("receiver", flat=True))


@pytest.mark.parametrize(
    ("addressed_to", "readers", "told", "who"),
    [
        # people, not meant, refuse, of a household that gets it, without a route, copies
        (PERSON, EVERYBODY, (5, 0, 1, 0, 0, 4), ["Anna Lindqvist", "Bo Lindqvist", "Eva Berg", "Finn Ask"]),
        (PERSON, WITHOUT, (5, 1, 1, 0, 0, 3), ["Bo Lindqvist", "Eva Berg", "Finn Ask"]),
        (PERSON, ONLY, (5, 4, 0, 0, 0, 1), ["Anna Lindqvist"]),
        (ONE_OF_A_HOUSEHOLD, EVERYBODY, (5, 0, 1, 2, 0, 2), ["Anna Lindqvist", "Eva Berg"]),
        (ONE_OF_A_HOUSEHOLD, WITHOUT, (5, 2, 1, 1, 0, 1), ["Eva Berg"]),
        (ONE_OF_A_HOUSEHOLD, ONLY, (5, 3, 0, 1, 0, 1), ["Anna Lindqvist"]),
    ],
)
def test_each_person_or_each_household_gets_it_once_less_those_not_meant_and_those_who_refuse(
    street: Route, entity: LegalEntity, addressed_to: str, readers: str, told: tuple[int, ...], who: list[str]
):
    described = asked(street, addressed_to=addressed_to, readers=readers)
    shown = preview_coverage(entity=entity, described=described, today=TODAY)
    assert counts(shown) == told, "who reads another company's paper is not ours to write to"
    done = lay_out(entity=entity, described=described, actor=None, today=TODAY, effect=shown.digest)
    assert receivers(done) == who


def test_who_refuses_does_so_for_himself_and_another_of_the_household_gets_it(street: Route, entity: LegalEntity):
    says_no(Customer.objects.get(given_name="Eva"))
    done = lay_out(entity=entity, described=asked(street, addressed_to=ONE_OF_A_HOUSEHOLD, readers=WITHOUT), actor=None, today=TODAY)
    assert receivers(done) == ["Finn Ask"]


def test_to_the_readers_of_a_product_wherever_they_live(street: Route, paper: Paper, entity: LegalEntity):
    by_post = {"delivery_method": "post", "products": (paper[0].pk,)}
    done = lay_out(entity=entity, described=asked(readers=ONLY, **by_post), actor=None, today=TODAY)
    assert receivers(done) == ["Anna Grip", "Anna Lindqvist"]
    others = preview_coverage(entity=entity, described=asked(readers=WITHOUT, **by_post), today=TODAY)
    assert counts(others) == (6, 2, 1, 0, 0, 3)
    early = preview_coverage(entity=entity, described=asked(readers=ONLY, products=(paper[0].pk,)), today=TODAY)
    assert counts(early) == (2, 0, 0, 0, 1, 1), "no carrier goes to Nygatan"


@pytest.mark.parametrize("told", [{"readers": EVERYBODY, "products": (1,)}, {"readers": ONLY, "products": ()}])
def test_neither_an_area_nor_readers_of_something_is_refused(entity: LegalEntity, told: dict[str, Any]):
    with pytest.raises(CannotLayOut, match="Say where, or whose subscribers are meant") as refusal:
        preview_coverage(entity=entity, described=asked(**told), today=TODAY)
    assert "“Only those who subscribe”" in str(refusal.value)


def test_nobody_there_is_said_of_customers(entity: LegalEntity):
    with pytest.raises(CannotLayOut, match="No customer there would get it"):
        lay_out(entity=entity, described=asked(postal_codes=("999",)), actor=None, today=TODAY)


def test_its_file_has_the_names_by_route_or_in_the_order_of_the_profile(street: Route, entity: LegalEntity):
    street.stretches.update(downwards=True)
    done = lay_out(entity=entity, described=asked(street, addressed_to=ONE_OF_A_HOUSEHOLD), actor=None, today=TODAY)
    head, *walked = write_file(done, profile_for(done, None, by_route=True)).read().decode().splitlines()
    assert head.split(BY_ROUTE.separator)[-2:] == [field_labels(entity.language)[name] for name in ("receiver", "care_of")]
    assert [(line.split(BY_ROUTE.separator)[1], line.split(BY_ROUTE.separator)[5]) for line in walked] == [
        ("Storgatan 7", "Eva Berg"),
        ("Storgatan 1", "Anna Lindqvist"),
    ]
    profile = profile_for(done, None, by_route=False)
    posted = write_file(done, profile).read().decode(profile.layout.encoding)
    assert posted.index("Anna Lindqvist") < posted.index("Eva Berg")


def test_who_is_erased_gets_nothing_and_is_named_no_more(street: Route, entity: LegalEntity):
    done = lay_out(entity=entity, described=asked(street), actor=None, today=TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        CoverageReceiver.objects.update(receiver="Somebody else")
    with change_by(None, "erase_customer"), forgetting(posted=True):
        assert twice("distribution/erase_receivers", people=[Customer.objects.get(given_name="Bo").pk]) == 1
    assert receivers(done) == ["", "Anna Lindqvist", "Eva Berg", "Finn Ask"]
    assert len(write_file(done, profile_for(done, None, by_route=True)).read().decode().splitlines()) == 4


def test_the_people_are_written_once_and_one_too_few_is_found(street: Route, entity: LegalEntity):
    described = asked(street)
    done = lay_out(entity=entity, described=described, actor=None, today=TODAY)
    [invariant] = [one for one in INVARIANTS if one.statement == "distribution/check_coverage"]
    assert not check(invariant)
    with forgetting(posted=True):
        CoverageReceiver.objects.filter(receiver="Bo Lindqvist").delete()
        assert [one.message for one in check(invariant)] == ["Invitation comes to 3 copies where 4 were shown."]
    named: dict[str, Any] = {
        "entity": entity.pk, "country": "SE", "day": FRIDAY, "method": "carrier", "readers": EVERYBODY, "products": [], "routes": [street.pk],
        "postal_codes": [], "everywhere": False, "one_of_a_household": False,
    }  # fmt: skip
    assert twice("distribution/write_receivers", source=PEOPLE, coverage=done.pk, **named) == 1


def test_it_is_undone_until_its_file_is_fetched(street: Route, entity: LegalEntity):
    done = lay_out(entity=entity, described=asked(street), actor=None, today=TODAY)
    undo_act(act=Act.objects.get(verb="lay_out", subject_ids=[done.pk]), actor=None, today=TODAY)
    done.refresh_from_db()
    assert done.withdrawn_at is not None


def test_a_sample_issue_by_name_is_printed_too(street: Route, paper: Paper, entity: LegalEntity):
    issue = the_issue(paper[0], FRIDAY)
    described = asked(street, issue=issue, readers=WITHOUT, addressed_to=ONE_OF_A_HOUSEHOLD, products=(paper[0].pk,))
    lay_out(entity=entity, described=described, actor=None, today=TODAY)
    with clock.set_to(clock.moment(TODAY, time(21), "Europe/Stockholm")):
        freeze(issue, "carrier")
    assert [out.laid for out in outgoing_copies(issue)] == [1]


def test_the_desk_sees_the_counts_then_freezes_and_fetches(
    street: Route, paper: Paper, entity: LegalEntity, signed_in: Callable[..., Client], a_thursday
):
    client = signed_in("manager", entity)
    said = {
        "name": "Invitation", "entity": entity.pk, "comes_on": FRIDAY.isoformat(), "delivery_method": "post", "addressed_to": "household",
        "readers": "only", "routes": "", "postal_codes": "", "products": [paper[0].pk],
    }  # fmt: skip
    address, typing = reverse("distribution:new_coverage"), {"HX-Request": "true", "HX-Target": "coverage-effect"}
    effect = client.post(address, said, headers=typing)
    assert "wherever they live" in effect.content.decode()
    client.post(address, {**said, "effect": effect.context["shown"].digest})
    done = CoverageDistribution.objects.get()
    assert "By name, one to each household" in client.get(done.url).content.decode()
    file = client.get(reverse("distribution:coverage_file", args=[done.pk]), {"by": "route"})
    assert "Anna Grip" in b"".join(file.streaming_content).decode()


def test_who_sees_only_some_customers_neither_sees_nor_sends_what_is_by_name(
    street: Route, entity: LegalEntity, signed_in: Callable[..., Client]
):
    done = lay_out(entity=entity, described=asked(street), actor=None, today=TODAY)
    client = signed_in("manager", entity)
    StaffUser.objects.update(reach=StaffUser.Reach.OWN)
    assert client.get(done.url).status_code == 404
    assert "By name" not in client.get(reverse("distribution:new_coverage")).content.decode()
