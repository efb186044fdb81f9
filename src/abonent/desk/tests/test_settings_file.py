"""The one file of settings: written, read in another installation, shown first, brought in as one act, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, SavedView, StaffUser
from abonent.access.operations import install_ready_roles, save_view
from abonent.access.view_words import words_of_query
from abonent.catalog.models import ProductStatus
from abonent.catalog.operations import install_product_statuses
from abonent.config.command_line import Abonent
from abonent.customers.models import CustomerCategory, OwnField, OwnFieldOption, RequiredDetail
from abonent.customers.operations import add_word
from abonent.customers.operations.own_fields import add_own_field
from abonent.customers.testing import a_customer
from abonent.desk.operations.moving_settings import apply_settings, rehearsed_faults
from abonent.desk.settings_plan import Plan, plan_settings, read_settings, settings_as_text
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db
TODAY = day("2026-02-01")


@pytest.fixture
def ada() -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", password="long-enough-9", first_name="Ada", last_name="Berg")
    user.roles.add(Role.objects.get(code="administrator"))
    return user


@pytest.fixture
def desk(ada: StaffUser) -> Client:
    client = Client()
    client.force_login(ada)
    return client


def a_hobby() -> OwnField:
    options = [{"en": "Fishing", "sv": "Fiske"}, {"en": "Chess"}]
    return add_own_field(name={"en": "Hobby", "sv": "Hobby"}, kind="choice", options=options, required=True, actor=None, today=TODAY)


def a_type(name: str = "Library") -> CustomerCategory:
    return add_word(kind=CustomerCategory, name={"en": name}, actor=None, today=TODAY)


def of_file(**sections: Any) -> bytes:
    return json.dumps({"abonent_settings": 1, **sections}).encode()


def planned(content: bytes, viewer: StaffUser) -> Plan:
    plan = plan_settings(read_settings(content), viewer=viewer)
    return Plan(plan.sections, rehearsed_faults(plan=plan, actor=viewer, today=TODAY))


def brought_in(content: bytes, actor: StaffUser) -> Act:
    return apply_settings(plan=planned(content, actor), actor=actor, today=TODAY)


def emptied() -> None:
    """Another installation: nothing is set up."""
    SavedView.objects.all().delete()
    OwnFieldOption.objects.all().delete()
    OwnField.objects.all().delete()
    CustomerCategory.objects.all().delete()
    RequiredDetail.objects.all().delete()
    ProductStatus.objects.all().delete()


def test_what_is_written_here_is_read_elsewhere_and_is_the_same_text_again(ada: StaffUser):
    hobby, library = a_hobby(), a_type()
    install_product_statuses()
    RequiredDetail.objects.create(kind="person", detail="email")
    fishing = hobby.options.order_by("pk")[0]
    query = f"type={library.pk}&own_{hobby.pk}={fishing.pk}&column=name&column=own_{hobby.pk}&sort=-own_{hobby.pk}&town=Vaasa"
    save_view(owner=ada, list_name="customers", name="Fishers", shared_with="everyone", query=query)
    clerk = Role.objects.get(code="clerk")
    clerk.permissions.filter(permission="customers.merge").delete()
    text = settings_as_text()
    emptied()
    clerk.permissions.create(permission="customers.merge")
    act = brought_in(text.encode(), ada)
    assert settings_as_text() == text
    field = OwnField.objects.get()
    assert field.pk != hobby.pk and field.required and [str(option) for option in field.options.order_by("pk")] == ["Fishing", "Chess"]
    view = SavedView.objects.get(name="Fishers")
    assert f"own_{field.pk}={field.options.order_by('pk')[0].pk}" in view.query and f"sort=-own_{field.pk}" in view.query
    assert not clerk.permissions.filter(permission="customers.merge").exists()
    assert Act.objects.filter(verb="apply_settings").get() == act


def test_the_same_file_a_second_time_changes_nothing(ada: StaffUser):
    a_hobby()
    a_type()
    plan = planned(settings_as_text().encode(), ada)
    assert not plan.faults and not plan.changes
    assert all(not section.only_here for section in plan.sections)


def test_the_plan_tells_new_changed_same_and_what_is_only_here_and_writes_nothing(ada: StaffUser):
    for name in ("Library", "School", "Agent"):
        a_type(name)
    types = [{"name": {"en": "Library", "sv": "Bibliotek"}}, {"name": {"en": "School"}}, {"name": {"en": "Museum"}}]
    plan = planned(of_file(types=types), ada).sections[0]
    assert [change.called for change in plan.new] == ["Museum"]
    assert [(change.called, change.facts) for change in plan.changed] == [("Library", [("Name", "–", "sv: Bibliotek")])]
    assert (len(plan.same), plan.only_here) == (1, ["Agent"])
    assert CustomerCategory.objects.count() == 3


def test_undo_gives_back_what_was_and_puts_away_what_was_added_but_leaves_what_somebody_has_changed_since(ada: StaffUser):
    hobby, library, school = a_hobby(), a_type("Library"), a_type("School")
    content = of_file(
        types=[
            {"name": {"en": "Library", "sv": "Bibliotek"}},
            {"name": {"en": "School", "sv": "Skola"}},
            {"name": {"en": "Museum"}},
        ],
        own_fields=[{"name": {"en": "Hobby"}, "kind": "choice", "required": False, "options": [{"name": {"en": "Sailing"}}]}],
        wanted_data={"person": ["email"]},
    )
    act = brought_in(content, ada)
    assert [str(option) for option in hobby.options.order_by("pk")] == ["Fishing", "Chess", "Sailing"]
    school.refresh_from_db()
    school.name["sv"] = "Lärosäte"
    school.save()
    undo_act(act=act, actor=ada, today=TODAY)
    hobby.refresh_from_db(), library.refresh_from_db(), school.refresh_from_db()
    assert hobby.required and [option.retired for option in hobby.options.order_by("pk")] == [False, False, True]
    assert (library.name, school.name["sv"]) == ({"en": "Library"}, "Lärosäte")
    assert CustomerCategory.objects.get(name__en="Museum").retired
    assert not RequiredDetail.objects.exists()


@pytest.mark.parametrize(
    ("content", "place", "cure"),
    [
        (of_file(own_fields=[{"name": {"en": "Card"}, "kind": "colour"}]), "own_fields[1].kind", "is not known here"),
        (of_file(own_fields=[{"name": {"en": "Card"}, "kind": "text", "big": True}]), "own_fields[1]", "knows no “big”"),
        (of_file(types=[{"in_use": True}]), "types[1]", "“name” is missing"),
        (of_file(types=[{"name": {"xx": "A"}}]), "types[1].name", "“xx” is not known"),
        (of_file(mailings=[]), "mailings", "no settings called"),
        (of_file(roles=[{"role": "clerk", "permissions": ["moon.fly"]}]), "roles[1].permissions[1]", "moon.fly"),
        (of_file(types=[{"name": {"en": "A"}}, {"name": {"en": "a"}}]), "types[2]", "twice"),
        (of_file(own_fields=[{"name": {"en": "Card"}, "kind": "choice"}]), "own_fields[1]", "Write the options"),
        (of_file(views=[{"list": "customers", "name": "V", "shows": ["type=Moon"]}]), "views[1]", "“Moon” is not here"),
        (of_file(views=[{"list": "customers", "name": "V", "shows": ["column=own:Moon"]}]), "views[1]", "own:Moon"),
        (of_file(views=[{"list": "customers", "name": "V", "shows": ["unit=3"]}]), "views[1]", "unit=3"),
        (of_file(views=[{"list": "moons", "name": "V", "shows": []}]), "views[1].list", "moons"),
    ],
)
def test_what_is_not_known_is_refused_with_its_place_and_cure_and_nothing_is_written(ada: StaffUser, content: bytes, place: str, cure: str):
    plan = planned(content, ada)
    assert [fault.place for fault in plan.faults] == [place]
    assert cure in plan.faults[0].message
    assert not plan.changes and not CustomerCategory.objects.exists() and not OwnField.objects.exists()


def test_a_field_of_another_kind_is_refused(ada: StaffUser):
    a_hobby()
    plan = planned(of_file(own_fields=[{"name": {"en": "Hobby"}, "kind": "text"}]), ada)
    assert "the kind of a field stays" in plan.faults[0].message


def test_a_fault_at_the_end_leaves_nothing_of_what_stood_before_it(ada: StaffUser, desk: Client):
    content = of_file(types=[{"name": {"en": "Museum"}}], views=[{"list": "customers", "name": "V", "shows": ["type=Moon"]}])
    answer = upload(desk, content)
    assert answer.status_code == 422 and "views[1]" in answer.content.decode()
    assert not CustomerCategory.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"abonent_settings": 2}', "written by a newer version"),
        (b"{}", "This is no file of settings"),
        (b"[]", "This is no file of settings"),
        (b'{"abonent_settings": 1,}', "Line 1, column"),
        (b'{"abonent_settings": 1, "types": [], "types": []}', "stands twice"),
        (b"\xff\xfe{", "UTF-8"),
        (b" " * 4_000_001, "larger than four megabytes"),
    ],
)
def test_what_is_no_file_of_settings_of_this_version_is_said_at_the_field(desk: Client, content: bytes, said: str):
    answer = upload(desk, content)
    assert answer.status_code == 422 and said in answer.content.decode()


def test_nobody_does_by_a_file_what_he_may_not_do_by_hand(ada: StaffUser):
    a_type()
    Role.objects.get(code="administrator").permissions.filter(permission="access.manage_roles").delete()
    ada = StaffUser.objects.get(pk=ada.pk)
    plan = planned(of_file(roles=[{"role": "clerk", "permissions": ["access.manage_staff"]}]), ada)
    assert [fault.place for fault in plan.faults] == ["roles"]
    assert not Role.objects.get(code="clerk").permissions.filter(permission="access.manage_staff").exists()


def test_a_file_that_leaves_nobody_to_manage_staff_is_refused(ada: StaffUser):
    content = of_file(roles=[{"role": "administrator", "permissions": ["desk.adapt", "access.manage_roles"]}])
    assert "Nobody who can sign in would be left" in planned(content, ada).faults[0].message


def test_a_view_that_names_a_person_or_a_row_stays_here_and_is_said(ada: StaffUser, desk: Client):
    secret = add_own_field(name={"en": "Nickname"}, kind="text", actor=None, today=TODAY)
    for name, query in (
        ("Anna", "q=anna"),
        ("Of Bo", "responsible=7"),
        ("Nick", f"own_{secret.pk}=anna"),
        ("Towns", "town=Vaasa&column=name"),
    ):
        save_view(owner=ada, list_name="customers", name=name, shared_with="everyone", query=query)
    save_view(owner=ada, list_name="customers", name="Private", shared_with="owner", query="town=Vasa")
    assert [view["name"] for view in json.loads(settings_as_text())["views"]] == ["Towns"]
    page = desk.get(reverse("desk:settings_file")).content.decode()
    assert "Anna, Nick, Of Bo" in page and "Private" not in page
    assert words_of_query("invoices", "amount_from=500") == ["amount_from=500"]


def test_the_file_holds_neither_customers_nor_staff_nor_passwords(ada: StaffUser, desk: Client):
    a_customer("Anna", "Lindqvist")
    a_hobby()
    answer = desk.get(reverse("desk:settings_download"))
    assert answer["Content-Disposition"] == 'attachment; filename="abonent-settings.json"'
    text = answer.content.decode()
    assert '"Hobby"' in text
    assert not any(word in text for word in ("Lindqvist", '"ada"', "Berg", "pbkdf2", "argon2"))


def upload(client: Client, content: bytes) -> Any:
    return client.post(reverse("desk:settings_file"), {"file": SimpleUploadedFile("settings.json", content)})


def hidden(page: str, name: str) -> str:
    from html import unescape

    return unescape(page.split(f'name="{name}" value="')[1].split('"')[0])


def test_on_screen_the_plan_is_looked_at_brought_in_and_taken_back_with_one_click(desk: Client):
    a_type("School")
    content = of_file(types=[{"name": {"en": "Museum"}}, {"name": {"en": "School", "fi": "Koulu"}}])
    page = upload(desk, content).content.decode()
    assert "2 settings would change." in page and "Museum" in page and "fi: Koulu" in page
    assert CustomerCategory.objects.count() == 1
    said = {name: hidden(page, name) for name in ("text", "digest")}
    answer = desk.post(reverse("desk:settings_application"), said, follow=True).content.decode()
    assert "2 settings are brought in." in answer and CustomerCategory.objects.count() == 2
    act = Act.objects.get(verb="apply_settings")
    assert reverse("runs:undo", args=[act.pk]) in answer
    desk.post(reverse("runs:undo", args=[act.pk]))
    assert CustomerCategory.objects.get(name__en="Museum").retired


def test_what_was_set_up_meanwhile_is_shown_before_anything_is_written(desk: Client):
    page = upload(desk, of_file(types=[{"name": {"en": "Museum"}}, {"name": {"en": "School"}}])).content.decode()
    a_type("School")
    answer = desk.post(reverse("desk:settings_application"), {name: hidden(page, name) for name in ("text", "digest")})
    assert answer.status_code == 422 and "Somebody has set something up meanwhile" in answer.content.decode()
    assert CustomerCategory.objects.count() == 1


def test_only_administrators_have_the_screen(ada: StaffUser):
    ada.roles.set(Role.objects.filter(code="manager"))
    client = Client()
    client.force_login(ada)
    assert client.get(reverse("desk:settings_file")).status_code == 403
    assert client.get(reverse("desk:settings_download")).status_code == 403


def run(*words: str) -> Any:
    return CliRunner().invoke(Abonent("abonent"), ["settings", *words])


def test_the_commands_do_the_same(ada: StaffUser, tmp_path: Path):
    file = tmp_path / "settings.json"
    a_type()
    assert run("export", str(file)).exit_code == 0 and file.read_text("utf-8") == settings_as_text()
    file.write_bytes(of_file(types=[{"name": {"en": "Museum"}}]))
    shown = run("plan", str(file), "--by", "ada", "--json")
    assert json.loads(shown.stdout)["sections"]["types"] == {"new": ["Museum"], "changed": [], "same": 0, "only_here": ["Library"]}
    assert CustomerCategory.objects.count() == 1
    assert run("apply", str(file), "--by", "ada").exit_code == 0 and CustomerCategory.objects.count() == 2
    assert Act.objects.get(verb="apply_settings").actor == ada
    assert run("apply", str(file), "--by", "nobody").exit_code == 2
    file.write_bytes(of_file(types=[{}]))
    faulty = run("apply", str(file), "--by", "ada")
    assert faulty.exit_code == 2 and "types[1]: “name” is missing." in faulty.stderr
