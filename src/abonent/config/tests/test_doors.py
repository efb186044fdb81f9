"""Every address has a permission, is shut to strangers, and is open to exactly the roles that carry it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.access.permissions import PUBLIC, SIGNED_IN
from abonent.access.registry import permissions
from abonent.access.roles import READY_ROLES
from abonent.company.operations import choose_business
from abonent.company.parts import KINDS, parts_foreign_to

SAMPLES = {"int": "999999999", "str": "none", "slug": "none", "uuid": "00000000-0000-4000-8000-000000000000", "path": "none"}


def addresses(resolver: Any = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address of ours with its view, parameters filled with values that exist nowhere."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + _filled(entry)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith(
            ("allauth.", "django.views.static", "django.contrib.staticfiles")
        ):
            yield route, entry.callback


def _filled(entry: Any) -> str:
    route = str(entry.pattern)
    for name, converter in entry.pattern.converters.items():
        kind = next((kind for kind in SAMPLES if type(converter).__name__.lower().startswith({"str": "string"}.get(kind, kind))), "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(written, SAMPLES[kind])
    return route.lstrip("^").rstrip("$")


ALL = sorted(addresses(), key=lambda found: found[0])


def permission_of(view: Any) -> str | None:
    return getattr(view, "permission", None) or getattr(getattr(view, "view_class", None), "permission", None)


def test_every_view_names_a_permission_that_is_declared():
    known = {permission.code for permission in permissions()} | {PUBLIC, SIGNED_IN}
    nameless = [address for address, view in ALL if permission_of(view) not in known]
    assert not nameless


@pytest.mark.django_db
def test_a_stranger_is_shown_the_log_in_and_nothing_else():
    StaffUser.objects.create_user("somebody")
    stranger = Client()
    for address, view in ALL:
        if permission_of(view) != PUBLIC:
            for method in (stranger.get, stranger.post):
                answer = method(address)
                assert answer.status_code == 302, address
                assert "login" in answer["Location"], address


@pytest.mark.django_db
def test_while_nobody_works_here_every_door_leads_to_the_first_start():
    stranger = Client()
    doors = [address for address, view in ALL if permission_of(view) != PUBLIC]
    for address in [*doors, reverse("account_login")]:
        for method in (stranger.get, stranger.post):
            assert method(address).headers.get("Location") == reverse("desk:start"), address


@pytest.mark.django_db
@pytest.mark.parametrize("kind", dict(KINDS))
def test_a_part_that_is_off_is_not_there(kind: str):
    install_ready_roles()
    user = StaffUser.objects.create_user("admin")
    user.roles.add(*Role.objects.all())
    choose_business(kind=kind, actor=None)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    off = parts_foreign_to(kind)
    for address, view in ALL:
        if view.__module__.split(".")[1] in off:
            for method in (client.get, client.post):
                assert method(address).status_code == 404, address
    assert not {permission.partition(".")[0] for permission in user.permissions} & set(off)


@pytest.mark.django_db
@pytest.mark.parametrize("role", READY_ROLES)
def test_a_role_opens_the_doors_it_carries_and_no_others(role: str):
    install_ready_roles()
    user = StaffUser.objects.create_user(role, f"{role}@example.org", "not used")
    user.roles.add(Role.objects.get(code=role))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for address, view in ALL:
        permission = permission_of(view)
        may = permission in (PUBLIC, SIGNED_IN) or user.may(str(permission))
        for method in (client.get, client.post):
            status = method(address).status_code
            assert status < 500, f"{address} failed for {role}"
            assert (status != 403) if may else (status == 403), f"{address} answered {status} to {role}"
