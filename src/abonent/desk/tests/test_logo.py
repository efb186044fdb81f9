"""The logo of a company as managers give it: looked at first, borne by new documents and pages, removed, taken back, in the file of settings."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.operations.printing import pdf_of
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.desk.settings_plan import settings_as_text
from abonent.kit.models import StoredFile
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act

pytestmark = pytest.mark.django_db
BLUE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0H60V20Z" fill="#0b6170"/></svg>'
RED = BLUE.replace(b"#0b6170", b"#b3261e")


@pytest.fixture
def entity() -> LegalEntity:
    return a_publisher()


def a_colleague(entity: LegalEntity, role: str) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user(role)
    user.roles.add(Role.objects.get(code=role))
    user.entities.add(entity)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk(entity: LegalEntity) -> Client:
    return a_colleague(entity, "administrator")


def address(name: str, entity: LegalEntity, *more: int) -> str:
    return reverse(f"desk:{name}", args=[entity.pk, *more])


def tried(client: Client, entity: LegalEntity, content: bytes, name: str = "logo.svg") -> HttpResponse:
    return client.post(address("logo", entity), {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def used(client: Client, entity: LegalEntity, content: bytes, **said: Any) -> str:
    shown = tried(client, entity, content)
    posted = {name: shown.context[name] for name in ("content",)} | {"seen": LegalEntity.objects.get().logo_id or "", **said}  # type: ignore[attr-defined]
    return client.post(address("use_logo", entity), posted, follow=True).content.decode()


def colours_of(content: bytes) -> set[str]:
    """Which of the two logos a document draws."""
    with pikepdf.open(BytesIO(content)) as pdf:
        drawn = b"".join(part.read_bytes() for part in pdf.objects if isinstance(part, pikepdf.Stream) and _is_drawing(part))
    return {name for name, mark in {"blue": b"0.043137", "red": b"0.7019608"}.items() if mark in drawn}


def _is_drawing(part: pikepdf.Stream) -> bool:
    return part.get("/Subtype") == "/Form" or "/Type" not in part and "/Length1" not in part and part.get("/Subtype") is None


def test_a_logo_is_looked_at_before_anything_is_kept(desk: Client, entity: LegalEntity):
    shown = tried(desk, entity, BLUE)
    page = shown.content.decode()
    assert (shown.status_code, "Nothing is saved yet" in page, page.count("data:image/png;base64,")) == (200, True, 1)
    assert StoredFile.objects.count() == 0
    assert LegalEntity.objects.get().logo is None


def test_a_file_that_is_no_logo_is_refused_at_the_field_whatever_it_is_called(desk: Client, entity: LegalEntity):
    wrong = tried(desk, entity, b"MZ no picture", name="logo.png")
    assert (wrong.status_code, "neither PNG, JPEG nor SVG" in wrong.content.decode()) == (422, True)
    none = desk.post(address("logo", entity))
    assert (none.status_code, "Choose a file first" in none.content.decode()) == (422, True)
    assert desk.post(address("use_logo", entity), {"content": "no base64!"}).status_code == 404


def test_the_logo_stands_on_pages_and_is_served_so_that_it_can_do_nothing(desk: Client, entity: LegalEntity):
    assert "has a new logo" in used(desk, entity, BLUE)
    logo_id = LegalEntity.objects.get().logo_id or 0
    where = address("logo_file", entity, logo_id)
    clerk = a_colleague(entity, "clerk")
    assert f'src="{where}"' in clerk.get("/").content.decode()
    answer = clerk.get(where)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert clerk.get(address("logo", entity)).status_code == 403
    assert clerk.get(address("logo_file", entity, logo_id + 1)).status_code == 404
    elsewhere = a_publisher("FI")
    assert a_colleague(elsewhere, "manager").get(where).status_code == 404


def test_a_posted_document_bears_the_logo_of_its_day_even_where_its_file_is_made_later(desk: Client, entity: LegalEntity):
    anna = a_payer()

    def an_invoice() -> Any:
        a_charge(anna, "100.00", entity=entity)
        return max(invoices_of(a_billing(LegalEntity.objects.get())), key=lambda invoice: invoice.pk)

    before = an_invoice()
    used(desk, entity, BLUE)
    with_blue = an_invoice()
    used(desk, entity, RED)
    with_red = an_invoice()
    desk.post(address("remove_logo", entity), {"seen": LegalEntity.objects.get().logo_id})
    without = an_invoice()
    assert [colours_of(pdf_of(invoice)) - colours_of(pdf_of(before)) for invoice in (with_blue, with_red, without)] == [
        {"blue"} - colours_of(pdf_of(before)),
        {"red"},
        set(),
    ]
    assert [bool(invoice.seller.get("logo")) for invoice in (before, with_blue, with_red, without)] == [False, True, True, False]


def test_a_logo_is_replaced_and_removed_with_history_and_each_is_taken_back(desk: Client, entity: LegalEntity):
    used(desk, entity, BLUE)
    blue = LegalEntity.objects.get().logo_id
    used(desk, entity, RED)
    red = LegalEntity.objects.get().logo_id
    desk.post(address("remove_logo", entity), {"seen": red})
    page = desk.get(address("company", entity)).content.decode()
    assert (LegalEntity.objects.get().logo_id, f"Logo: logo {blue} → logo {red}" in page) == (None, True)
    acts = list(Act.objects.filter(verb="change_company").order_by("-pk").values_list("pk", flat=True))
    for act, now in zip(acts, (red, blue, None), strict=True):
        desk.post(reverse("runs:undo", args=[act]))
        assert LegalEntity.objects.get().logo_id == now


def test_whoever_looked_at_the_logo_before_somebody_else_changed_it_is_told(desk: Client, entity: LegalEntity):
    used(desk, entity, BLUE)
    assert "Logo was changed by somebody else" in used(desk, entity, RED, seen="")


def test_the_logo_travels_in_the_file_of_settings_and_is_nothing_new_the_second_time(desk: Client, entity: LegalEntity):
    used(desk, entity, BLUE)
    text = settings_as_text()
    LegalEntity.objects.update(logo=None)

    def brought(document: str) -> HttpResponse:
        return desk.post(reverse("desk:settings_file"), {"file": SimpleUploadedFile("s.json", document.encode())})  # type: ignore[return-value]

    shown = brought(text)
    assert "Norrviks Dagblad AB" in shown.content.decode()
    plan = shown.context["plan"]  # type: ignore[attr-defined]
    assert desk.post(reverse("desk:settings_application"), {"text": text, "digest": plan.digest}).status_code == 302
    assert LegalEntity.objects.get().logo == StoredFile.objects.get(owner="company_logo")
    assert brought(text).context["plan"].changes == []  # type: ignore[attr-defined]
    other = json.loads(text) | {"logos": [{"company": "Nobody Ltd", "picture": json.loads(text)["logos"][0]["picture"]}]}
    assert "There is no company Nobody Ltd here" in brought(json.dumps(other)).content.decode()
