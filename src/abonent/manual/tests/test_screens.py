"""Every screen says what it is for, with an example, and leads to its page of the manual."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.config.folders import declared
from abonent.config.tests.test_doors import ALL
from abonent.manual.contents import CHAPTERS
from abonent.ui.help import declared_help

NOT_OF_THE_STAFF = ("ui",)
"""The gallery is for builders."""


def names(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """The name of every address of ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("abonent."):
            yield prefix + str(entry.name)


@pytest.fixture
def administrator(db: None) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("admin", first_name="Maja", last_name="Berg")
    user.roles.add(*Role.objects.all())
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def only_posted_to(client: Client) -> set[str]:
    """Names of the addresses that refuse to be looked at."""
    refused = {client.get(address).wsgi_request.resolver_match for address, _view in ALL if client.get(address).status_code == 405}
    return {found.view_name for found in refused if found}


def test_every_screen_has_a_help_text_an_example_and_a_page(administrator: Client):
    explained = {screen.url_name for screen in declared_help} | set(declared("help", "NO_SCREENS"))
    screens = {name for name in names() if not name.startswith(NOT_OF_THE_STAFF)} - only_posted_to(administrator)
    silent = sorted(screens - explained)
    assert not silent, f"Say in the folder's help.py what these screens are for (HELP), or that they are none (NO_SCREENS): {silent}"


def test_no_help_is_declared_for_an_address_that_is_gone():
    known = set(names()) | {screen.url_name for screen in declared_help if ":" not in screen.url_name}
    declared_names = [screen.url_name for screen in declared_help] + declared("help", "NO_SCREENS")
    assert sorted(set(declared_names) - known) == []
    assert len(declared_names) == len(set(declared_names))


def test_every_screen_leads_to_a_page_that_is_there():
    pages = {entry.name for chapter in CHAPTERS for entry in chapter.entries}
    assert {screen.page for screen in declared_help} <= pages


def test_a_help_text_is_short():
    long = [screen.url_name for screen in declared_help if len(str(screen.text)) > 120 or len(str(screen.example)) > 90]
    assert not long


def test_pages_of_the_menu_show_their_help_and_the_way_to_the_manual(administrator: Client):
    shown = 0
    for screen in declared_help:
        address = next(
            (address for address, _view in ALL if "9999" not in address and _name_of(administrator, address) == screen.url_name), ""
        )
        response = administrator.get(address) if address else None
        if response is None or response.status_code != 200 or b'id="main"' not in response.content:
            continue
        shown += 1
        assert str(screen.example) in response.context["screen_help"].example
        assert b"data-help-line" in response.content, screen.url_name
        assert f"/manual/{screen.page}/?screen=".encode() in response.content, screen.url_name
    assert shown > 25


def _name_of(client: Client, address: str) -> str:
    from django.urls import Resolver404, resolve

    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def test_help_that_was_hidden_stays_hidden_on_this_device(administrator: Client):
    assert b"data-help-line>" in administrator.get("/customers/").content
    administrator.post("/ui/appearance/", {"help": "folded", "back": "/customers/"})
    assert b" hidden data-help-line>" in administrator.get("/customers/").content
    administrator.post("/me/", {"language": "en", "theme": "auto", "density": "compact", "keys_enabled": "on"})
    assert b" hidden data-help-line>" in administrator.get("/customers/").content
