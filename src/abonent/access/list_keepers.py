"""Keeps the lists of a member of staff as he wants them; `ui.lists` asks for it without knowing who he is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from abonent.access.jobs import ask_for_list
from abonent.access.models import ListChoice, Role, SavedView, StaffUser
from abonent.access.operations import change_view_query, choose_columns, choose_opening, save_view
from abonent.access.queries import SHARE_VIEWS, views_to_change
from abonent.ui.lists.keeping import Kept, KeptView

Found = TypeVar("Found")


class StaffKeeper:
    """Views and choices of the member of staff who is signed in."""

    def kept(self, request: HttpRequest, list_name: str) -> Kept | None:
        """His choices for the list, and the views he sees."""
        user = getattr(request, "user", None)
        if not isinstance(user, StaffUser):
            return None
        choice = _choice(user, list_name)
        views = SavedView.objects.kept().open_to(user).filter(list_name=list_name)
        # A list inside another page shows neither tabs nor who may see them, and asks for neither.
        return Kept(
            views=_when_asked(lambda: [_kept_view(view, user) for view in views]),
            columns=choice.columns,
            density=choice.density,
            opening=choice.opening,
            audiences=_when_asked(lambda: _audiences(user)),
        )

    def choose(self, request: HttpRequest, list_name: str, *, columns: Sequence[str], density: str) -> None:
        """Remember columns and density."""
        choose_columns(staff_user=_reader(request), list_name=list_name, columns=columns, density=density)

    def open_with(self, request: HttpRequest, list_name: str, *, opening: str) -> None:
        """Remember the view that the list opens with."""
        choose_opening(staff_user=_reader(request), list_name=list_name, opening=opening)

    def save_view(self, request: HttpRequest, list_name: str, *, name: str, shared_with: str, query: str) -> str:
        """Save a view as his own, shared as he may."""
        view = save_view(owner=_reader(request), list_name=list_name, name=name, shared_with=shared_with, query=query)
        return str(view.pk)

    def save_changes(self, request: HttpRequest, list_name: str, *, key: str, query: str) -> None:
        """Let one of the views he may change be what is on show."""
        views = views_to_change(_reader(request)).filter(list_name=list_name)
        change_view_query(view=get_object_or_404(views, pk=key if key.isdecimal() else None), query=query)

    def export_later(self, request: HttpRequest, *, title: str, address: str, row_count: int) -> str:
        """Have a worker write the file, and say where it will be."""
        ask_for_list(owner=_reader(request), title=title, address=address, row_count=row_count)
        return reverse("access:files")


def _choice(user: StaffUser, list_name: str) -> ListChoice:
    """What he has chosen for a list; fetched with him, so that a page of many lists asks nothing."""
    return next((choice for choice in user.chosen_for_lists if choice.list_name == list_name), None) or ListChoice()


def _when_asked(find: Callable[[], list[Found]]) -> Sequence[Found]:
    return cast(Sequence[Found], SimpleLazyObject(find))


def _kept_view(view: SavedView, user: StaffUser) -> KeptView:
    may_change = view.owner_id == user.pk or user.may(SHARE_VIEWS)
    return KeptView(
        key=str(view.pk),
        label=view.name,
        query=view.query,
        shared_with=view.shared_with,
        change_url=reverse("access:view", args=[view.pk]) if may_change else "",
        removal_url=reverse("access:view_removal", args=[view.pk]) if may_change else "",
    )


def _audiences(user: StaffUser) -> list[tuple[str, object]]:
    """Whom he may share a view with; without the permission to share only himself."""
    Audience = SavedView.Audience
    only_me: list[tuple[str, object]] = [(Audience.OWNER, Audience.OWNER.label)]
    if not user.may(SHARE_VIEWS):
        return only_me
    return [*only_me, *((str(role.pk), role.label) for role in Role.objects.all()), (Audience.EVERYONE, Audience.EVERYONE.label)]


def _reader(request: HttpRequest) -> StaffUser:
    if not isinstance(request.user, StaffUser):
        raise TypeError("only for a member of staff is anything kept")
    return request.user


LIST_KEEPERS = [StaffKeeper()]
