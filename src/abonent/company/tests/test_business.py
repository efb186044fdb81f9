"""The kind of business decides which parts of the product there are."""

from __future__ import annotations

import pytest

from abonent.access.backend import StaffBackend
from abonent.access.models import PartOff, Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.access.roles import MANAGER
from abonent.company.models import Business
from abonent.company.operations import choose_business, settle_parts
from abonent.company.parts import MIXED, PUBLISHER, SERVICE, TRADE
from abonent.company.queries import kind_of_business

pytestmark = pytest.mark.django_db


def parts_off() -> set[str]:
    return set(PartOff.objects.values_list("name", flat=True))


def test_an_installation_that_was_never_asked_is_mixed_and_has_everything():
    assert kind_of_business() == MIXED
    settle_parts()
    assert parts_off() == set()


def test_a_publisher_has_everything_a_service_firm_no_editions_a_trader_no_subscriptions_either():
    for kind, off in (
        (PUBLISHER, set()),
        (SERVICE, {"distribution", "editions", "service", "stock"}),
        (TRADE, {"distribution", "editions", "service", "stock", "subscriptions"}),
        (MIXED, set()),
    ):
        choose_business(kind=kind, actor=None)
        assert kind_of_business() == kind
        assert parts_off() == off


def test_nobody_may_do_anything_in_a_part_that_is_off_until_it_comes_back():
    install_ready_roles()
    manager = StaffUser.objects.create_user("maja")
    manager.roles.add(Role.objects.get(code=MANAGER))

    choose_business(kind=SERVICE, actor=manager)
    of_a_service_firm = StaffUser.objects.get(pk=manager.pk)
    assert of_a_service_firm.may("subscriptions.see") and not of_a_service_firm.may("editions.see")
    assert of_a_service_firm.has_part("subscriptions") and not of_a_service_firm.has_part("editions")

    choose_business(kind=PUBLISHER, actor=manager)
    assert StaffUser.objects.get(pk=manager.pk).may("editions.see")


def test_who_chose_the_kind_and_what_it_was_before_are_kept():
    manager = StaffUser.objects.create_user("maja")
    choose_business(kind=SERVICE, actor=None)
    choose_business(kind=MIXED, actor=manager)
    business = Business.objects.get()
    assert (business.kind, business.chosen_by) == (MIXED, manager)
    assert list(business.events.order_by("pgh_id").values_list("pgh_label", "kind")) == [("created", SERVICE), ("changed", MIXED)]


def test_a_folder_that_came_with_a_new_version_is_off_where_it_is_foreign():
    choose_business(kind=TRADE, actor=None)
    PartOff.objects.filter(name="editions").delete()
    settle_parts()
    assert parts_off() == {"distribution", "editions", "service", "stock", "subscriptions"}


def test_the_user_of_a_session_is_fetched_with_what_is_off_in_one_statement(django_assert_num_queries):
    install_ready_roles()
    manager = StaffUser.objects.create_user("maja")
    manager.roles.add(Role.objects.get(code=MANAGER))
    choose_business(kind=SERVICE, actor=None)
    with django_assert_num_queries(1):
        user = StaffBackend().get_user(manager.pk)
        assert user is not None
        assert user.may("catalog.change") and not user.may("editions.change") and not user.has_part("editions")
