"""Who works here: taken on, changed, let go; and the last one who may do that."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from abonent.access.change_models import AccessChange
from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.access.staffing import CannotChangeStaff, change_staff, facts_of, let_go
from abonent.organisation.models import LegalEntity, Unit

pytestmark = pytest.mark.django_db


def an_entity(code: str = "norrvik") -> LegalEntity:
    return LegalEntity.objects.create(
        code=code, name=f"{code.capitalize()} AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="en",
        company_number="556036-0793", vat_number="", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


@pytest.fixture
def entity() -> LegalEntity:
    return an_entity()


@pytest.fixture
def ada(entity: LegalEntity) -> StaffUser:
    """The only administrator."""
    install_ready_roles()
    return take_on_staff(
        username="ada", password="a pass word", full_name="Ada Berg", roles=["administrator"], entities=[entity], email="ada@example.se"
    )


@pytest.fixture
def carl(entity: LegalEntity, ada: StaffUser) -> StaffUser:
    return take_on_staff(
        username="carl", password="a pass word", full_name="Carl Ek", roles=["clerk"], entities=[entity], email="carl@example.se"
    )


@pytest.fixture
def desk(ada: StaffUser) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def asked(entity: LegalEntity, **said: object) -> dict[str, object]:
    return {"name": "Sven Alm", "username": "sven", "email": "sven@example.se", "language": "sv", "roles": ["sales"], "entities": [entity.pk], "first": "link", **said}  # fmt: skip


def test_somebody_is_taken_on_and_chooses_a_password_by_a_link_that_works_once(desk: Client, entity: LegalEntity):
    shown = desk.post(reverse("access:new_staff"), asked(entity)).content.decode()

    sven = StaffUser.objects.get(username="sven")
    address = re.search(r'value="http://testserver(/password/[^"]+)"', shown)
    assert address is not None
    assert (sven.language, facts_of(sven)["roles"], sven.has_usable_password()) == ("sv", ["sales"], False)

    stranger = Client()
    assert "sven" in stranger.get(address[1]).content.decode()
    assert stranger.post(address[1], {"password": "short", "password_again": "short"}).status_code == 422
    assert stranger.post(address[1], {"password": "spruce-and-pine", "password_again": "spruce-and-pine"}).status_code == 302
    assert stranger.post(address[1], {"password": "another-one-1", "password_again": "another-one-1"}).status_code == 404
    assert stranger.login(username="sven", password="spruce-and-pine")


def test_a_first_password_can_be_typed_and_not_too_easy(desk: Client, entity: LegalEntity):
    assert desk.post(reverse("access:new_staff"), asked(entity, first="typed", password="password")).status_code == 422
    desk.post(reverse("access:new_staff"), asked(entity, first="typed", password="spruce-and-pine"))
    assert StaffUser.objects.get(username="sven").check_password("spruce-and-pine")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"username": "CARL"}, "already a log-in called CARL"), ({"email": "Carl@example.se"}, "Somebody else signs in"), ({"entities": []}, "at least one company")],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nobody_taken_on(
    desk: Client, entity: LegalEntity, carl: StaffUser, wrong: dict[str, object], message: str
):
    answer = desk.post(reverse("access:new_staff"), asked(entity, **wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert StaffUser.objects.count() == 2


def test_a_change_is_kept_with_who_before_and_after_and_can_be_undone(desk: Client, carl: StaffUser, entity: LegalEntity):
    form = {"name": "Carl Ek", "username": "carl", "email": "carl@example.se", "language": "en", "roles": ["clerk", "sales"], "entities": [entity.pk], "initial-roles": ["", "clerk"], "initial-entities": ["", entity.pk], "reason": "sells too"}  # fmt: skip
    desk.post(reverse("access:change_staff", args=[carl.pk]), form)

    made = AccessChange.objects.get(staff_user=carl)
    assert (made.actor.username, made.reason, made.before["roles"], made.after["roles"]) == (
        "ada",
        "sells too",
        ["clerk"],
        ["clerk", "sales"],
    )
    assert "Customer service, Sales" in desk.get(reverse("access:staff_member", args=[carl.pk])).content.decode()

    desk.post(reverse("access:undo_change", args=[made.pk]))
    assert facts_of(carl)["roles"] == ["clerk"]


def test_a_company_that_the_administrator_does_not_work_for_is_neither_shown_nor_taken(desk: Client, carl: StaffUser, entity: LegalEntity):
    other = an_entity("havulinna")
    carl.entities.add(other)
    page = desk.get(reverse("access:change_staff", args=[carl.pk])).content.decode()
    assert "Havulinna" not in page
    form = {"name": "Carl Ek", "username": "carl", "email": "carl@example.se", "language": "fi", "roles": ["clerk"], "entities": [entity.pk], "initial-roles": ["clerk"], "initial-entities": [entity.pk, other.pk]}  # fmt: skip
    desk.post(reverse("access:change_staff", args=[carl.pk]), form)
    carl.refresh_from_db()
    assert (carl.language, set(facts_of(carl)["entities"])) == ("fi", {entity.pk, other.pk})


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(ada: StaffUser, carl: StaffUser):
    opened = facts_of(carl)
    change_staff(staff_user=carl, seen=opened, wanted={**opened, "language": "fi", "email": "ek@example.se"}, actor=ada)
    change_staff(staff_user=carl, seen=opened, wanted={**opened, "roles": ["sales"]}, actor=ada)
    with pytest.raises(CannotChangeStaff, match="E-mail was changed by somebody else"):
        change_staff(staff_user=carl, seen=opened, wanted={**opened, "email": "carl.ek@example.se"}, actor=ada)
    assert (facts_of(carl)["email"], facts_of(carl)["roles"]) == ("ek@example.se", ["sales"])


def test_whoever_leaves_is_signed_out_everywhere_and_stays_in_the_books(desk: Client, carl: StaffUser):
    his = Client()
    his.force_login(carl)
    assert his.get(reverse("access:account")).status_code == 200

    desk.post(reverse("access:leaving", args=[carl.pk]), {"reason": "retired"})
    assert his.get(reverse("access:account")).status_code == 302
    assert not Client().login(username="carl", password="a pass word")

    desk.post(reverse("access:returning", args=[carl.pk]))
    carl.refresh_from_db()
    assert carl.is_active
    assert his.get(reverse("access:account")).status_code == 302, "the session of before must not come back to life"
    assert [change.verb for change in AccessChange.objects.filter(staff_user=carl).order_by("pk")] == ["leave", "return", "hand_out_link"]


def test_the_last_administrator_cannot_shut_himself_out(desk: Client, ada: StaffUser, carl: StaffUser, entity: LegalEntity):
    form = {"name": "Ada Berg", "username": "ada", "email": "ada@example.se", "language": "en", "roles": ["clerk"], "entities": [entity.pk]}
    answer = desk.post(reverse("access:change_staff", args=[ada.pk]), form)
    assert answer.status_code == 422
    assert "Nobody who can sign in would be left" in answer.content.decode()
    assert facts_of(ada)["roles"] == ["administrator"]

    with pytest.raises(CannotChangeStaff, match="cannot let yourself go"):
        let_go(staff_user=ada, actor=ada)
    carl.roles.add(Role.objects.get(code="administrator"))
    carl.set_unusable_password()
    carl.save()
    with pytest.raises(CannotChangeStaff, match="Nobody who can sign in"):
        let_go(staff_user=ada, actor=carl)


def test_a_lost_second_factor_is_reset_with_its_reason(desk: Client, carl: StaffUser):
    Authenticator.objects.create(user=carl, type=Authenticator.Type.TOTP, data={})
    address = reverse("access:second_factor", args=[carl.pk])
    assert desk.post(address, {"reason": ""}).status_code == 422
    desk.post(address, {"reason": "telephone in the lake"})
    assert not Authenticator.objects.filter(user=carl).exists()
    assert AccessChange.objects.get(staff_user=carl).reason == "telephone in the lake"


def a_unit(entity: LegalEntity, code: str = "south") -> Unit:
    return Unit.objects.create(entity=entity, code=code, name=code.capitalize())


def changed(colleague: StaffUser, **said: object) -> dict[str, object]:
    """What the form of a log-in sends: all that it says, and what it said when it was opened."""
    facts = {name: value for name, value in facts_of(colleague).items() if name != "active"}
    return {**facts, **{f"initial-{name}": value for name, value in facts.items()}, "reason": "", **said}


def test_how_far_somebody_sees_is_chosen_said_in_words_kept_and_undone(desk: Client, carl: StaffUser, entity: LegalEntity):
    south = a_unit(entity)
    answer = desk.post(reverse("access:change_staff", args=[carl.pk]), changed(carl, reach="units", units=[south.pk]))
    assert answer.status_code == 302
    carl = StaffUser.objects.get(pk=carl.pk)
    assert (carl.reach, list(carl.units.all())) == ("units", [south])
    page = desk.get(reverse("access:staff_member", args=[carl.pk])).content.decode()
    assert "Only customers of these units: South." in page
    assert "No runs, bank files, journal or imports" in page
    assert "Everything of the companies" in page, "the history says what it was before"

    made = AccessChange.objects.get(verb="change_staff")
    desk.post(reverse("access:undo_change", args=[made.pk]))
    carl = StaffUser.objects.get(pk=carl.pk)
    assert (carl.reach, list(carl.units.all())) == ("everything", [])


def test_whoever_sees_units_alone_has_one_of_a_company_that_is_chosen(desk: Client, carl: StaffUser, entity: LegalEntity, ada: StaffUser):
    other = an_entity("other")
    ada.entities.add(other)
    foreign = a_unit(other, "foreign")
    address = reverse("access:change_staff", args=[carl.pk])
    without = desk.post(address, changed(carl, reach="units", units=[]))
    assert (without.status_code, "Choose at least one unit" in without.content.decode()) == (422, True)
    elsewhere = desk.post(address, changed(carl, reach="units", units=[foreign.pk]))
    assert (elsewhere.status_code, "a company that is not chosen" in elsewhere.content.decode()) == (422, True)
    assert StaffUser.objects.get(pk=carl.pk).reach == "everything"


def test_nobody_lets_others_see_more_than_he_sees_himself(desk: Client, ada: StaffUser, carl: StaffUser, entity: LegalEntity):
    a_unit(entity)
    StaffUser.objects.filter(pk=ada.pk).update(reach="own")
    assert desk.post(reverse("access:new_staff"), asked(entity, reach="everything")).status_code == 422
    # Nor does he look as somebody who does.
    answer = desk.post(reverse("access:view_as_colleague", args=[carl.pk]), follow=True)
    assert "sees companies or customers that you do not see yourself" in answer.content.decode()
    StaffUser.objects.filter(pk=ada.pk).update(reach="everything")
    assert desk.post(reverse("access:new_staff"), asked(entity, reach="own")).status_code == 200
    assert StaffUser.objects.get(username="sven").reach == "own"


def test_by_units_is_not_offered_where_there_are_none(desk: Client):
    page = desk.get(reverse("access:new_staff")).content.decode()
    assert 'value="own"' in page
    assert 'value="units"' not in page
