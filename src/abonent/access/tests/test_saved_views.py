"""Views of lists that people keep: for themselves, for a team, for everybody; and how each wants his lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import ListChoice, Role, SavedView, StaffUser
from abonent.access.operations import install_ready_roles

pytestmark = pytest.mark.django_db
LIST = reverse("customers:list")


@pytest.fixture
def client_of() -> Callable[..., Client]:
    install_ready_roles()

    def signed_in(name: str, *roles: str) -> Client:
        user = StaffUser.objects.create_user(name)
        user.roles.add(*Role.objects.filter(code__in=roles))
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def save(client: Client, query: str, name: str, **more: str) -> SavedView:
    client.post(f"{LIST}?{query}", {"keep": "view", "name": name, **more})
    return SavedView.objects.get(name=name)


def test_a_view_keeps_filters_order_and_columns_and_nothing_else(client_of):
    clara = client_of("clara", "clerk")
    view = save(clara, "kind=person&sort=-number&column=name&column=town&after=x&wrong=1", "Mine")
    assert view.query == "kind=person&sort=-number&column=name&column=town"
    assert f"?view={view.pk}&amp;{view.query.replace('&', '&amp;')}" in clara.get(LIST).content.decode()


def test_a_view_is_its_owners_until_it_is_shared(client_of):
    marta, clara, sven = client_of("marta", "manager"), client_of("clara", "clerk"), client_of("sven", "sales")
    save(marta, "kind=person", "Own")
    save(marta, "kind=person", "Desk", shared_with=str(Role.objects.get(code="clerk").pk))
    save(marta, "kind=person", "Everybody", shared_with="everyone")
    seen = {
        name: {view for view in ("Own", "Desk", "Everybody") if view in page} for name, page in pages(marta=marta, clara=clara, sven=sven)
    }
    assert seen == {"marta": {"Own", "Desk", "Everybody"}, "clara": {"Desk", "Everybody"}, "sven": {"Everybody"}}


def pages(**clients: Client) -> list[tuple[str, str]]:
    """What stands in the tabs of each."""
    texts = [(name, client.get(LIST).content.decode()) for name, client in clients.items()]
    return [(name, text[text.index('aria-label="Views"') : text.index("</nav>", text.index('aria-label="Views"'))]) for name, text in texts]


def test_only_who_has_the_permission_shares(client_of):
    clara = client_of("clara", "clerk")
    clara.post(f"{LIST}?kind=person", {"keep": "view", "name": "Ours", "shared_with": "everyone"})
    assert not SavedView.objects.exists()


def test_a_view_of_another_can_be_seen_but_not_changed(client_of):
    marta, clara = client_of("marta", "manager"), client_of("clara", "clerk")
    view = save(marta, "kind=person", "Everybody", shared_with="everyone")
    for name in ("access:view", "access:view_removal", "access:view_return"):
        assert clara.post(reverse(name, args=[view.pk]), {"name": "Taken"}).status_code == 404
    assert clara.post(f"{LIST}?view={view.pk}&kind=organisation", {"keep": "changes"}).status_code == 404
    view.refresh_from_db()
    assert (view.name, view.removed_at) == ("Everybody", None)


def test_a_name_is_taken_once(client_of):
    clara = client_of("clara", "clerk")
    save(clara, "kind=person", "Mine")
    answer = clara.post(f"{LIST}?kind=organisation", {"keep": "view", "name": " Mine "}, follow=True)
    assert SavedView.objects.count() == 1
    assert "You have a view called" in answer.content.decode()


def test_what_is_on_show_can_become_the_view(client_of):
    clara = client_of("clara", "clerk")
    view = save(clara, "kind=person", "Mine")
    address = f"{LIST}?view={view.pk}&kind=organisation&sort=name&column=name"
    assert "Save changes" in clara.get(address).content.decode()
    answer = clara.post(address, {"keep": "changes"})
    view.refresh_from_db()
    assert view.query == "kind=organisation&sort=name&column=name"
    assert "Save changes" not in clara.get(answer["Location"]).content.decode()


def test_a_view_with_a_filter_that_cannot_be_read_is_not_saved(client_of):
    clara = client_of("clara", "clerk")
    clara.post(f"{LIST}?registered_from=nonsense", {"keep": "view", "name": "Mine"})
    assert not SavedView.objects.exists()


def test_a_removed_view_is_gone_until_it_is_put_back(client_of):
    clara = client_of("clara", "clerk")
    view = save(clara, "kind=person", "Mine")
    clara.post(reverse("access:view_removal", args=[view.pk]))
    assert "Mine" not in pages(clara=clara)[0][1]
    clara.post(reverse("access:view_return", args=[view.pk]))
    assert "Mine" in pages(clara=clara)[0][1]


def test_a_list_opens_with_the_view_its_reader_chose_and_shows_all_when_asked(client_of):
    clara = client_of("clara", "clerk")
    view = save(clara, "kind=person", "Mine", opening="yes")
    assert clara.get(LIST)["Location"] == f"{LIST}?view={view.pk}&{view.query}"
    assert clara.get(f"{LIST}?view=all").status_code == 200
    clara.post(reverse("access:view_removal", args=[view.pk]))
    assert clara.get(LIST).status_code == 200


def test_columns_and_density_are_remembered_for_one_reader_and_one_list(client_of):
    clara, sven = client_of("clara", "clerk"), client_of("sven", "sales")
    answer = clara.post(LIST, {"keep": "columns", "column": ["name", "town", "number", "bogus"], "up": "number", "density": "comfortable"})
    assert answer.status_code == 303
    choice = ListChoice.objects.get()
    assert (choice.columns, choice.density) == (["name", "number", "town"], "comfortable")
    assert 'data-density="comfortable"' in clara.get(LIST).content.decode()
    assert 'data-density="comfortable"' not in sven.get(LIST).content.decode()


def test_columns_that_stand_in_the_address_change_there_alone(client_of):
    clara = client_of("clara", "clerk")
    answer = clara.post(f"{LIST}?column=name&column=town", {"keep": "columns", "column": ["name", "email"]})
    assert answer["Location"] == f"{LIST}?column=name&column=email"
    assert not ListChoice.objects.exists()
