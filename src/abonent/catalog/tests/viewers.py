"""Members of staff at their screens, for the tests of pages."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.organisation.models import LegalEntity


def client_of(role: str, *entities: LegalEntity) -> Client:
    """The browser of somebody with a ready role who works for these companies."""
    install_ready_roles()
    user = StaffUser.objects.create_user(role, f"{role}@example.se")
    user.roles.add(Role.objects.get(code=role))
    user.entities.add(*entities)
    client = Client()
    client.force_login(user)
    return client


def toast(client: Client, response: Any) -> tuple[str, str]:
    """What the page after a post says, and where that is undone."""
    (said,) = get_messages(client.get(response["Location"]).wsgi_request)
    return plain(str(said)), said.extra_tags


def page(response: Any) -> str:
    """The text of a page with plain spaces, so that amounts and days can be looked for as they are read."""
    return plain(response.content.decode())


def plain(text: str) -> str:
    """The text with plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
