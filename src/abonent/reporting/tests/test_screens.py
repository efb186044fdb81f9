"""The screen on which an administrator lets other systems read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from abonent.catalog.testing import an_entity
from abonent.catalog.tests.viewers import client_of, page
from abonent.reporting.models import ReadingLogin

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_a_log_in_sees_its_password_once_and_takes_it_back():
    entity = an_entity()
    administrator = client_of("administrator", entity)
    listed = reverse("reporting:logins")
    assert "No other system reads" in page(administrator.get(listed))
    told = {"name": "advertising", "purpose": "Looks customers up", "entity": entity.pk}
    made = administrator.post(reverse("reporting:new_login"), told)
    login = ReadingLogin.objects.get()
    assert made.headers["Cache-Control"] == "no-store"
    password = made.context["details"].password
    assert len(password) >= 32 and password in page(made) and "abonent_advertising" in page(made)
    assert (login.entity, login.made_by.username, login.with_national_ids) == (entity, "administrator", False)
    after = page(administrator.get(listed))
    assert "abonent_advertising" in after and password not in after
    administrator.post(reverse("reporting:end_login", args=[login.pk]))
    login.refresh_from_db()
    assert login.ended_at and "They read before" in page(administrator.get(listed))


def test_what_is_wrong_is_said_at_its_field():
    administrator = client_of("administrator")
    answer = administrator.post(reverse("reporting:new_login"), {"name": "!!!", "purpose": ""})
    assert answer.status_code == 422 and "Say what it reads for." in page(answer)
    answer = administrator.post(reverse("reporting:new_login"), {"name": "!!!", "purpose": "Figures"})
    assert "at least one letter" in str(answer.context["form"].errors["name"])


def test_nobody_but_an_administrator_opens_it():
    assert client_of("manager").get(reverse("reporting:logins")).status_code == 403
