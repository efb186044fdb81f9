"""What every page's frame needs: where this viewer may go and what he may make."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from abonent.access.arranging import MENU, arranged
from abonent.config.folders import declared


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu and new-things in their order, without those the viewer has no permission for; nothing for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": [], "new_items": []}
    menu = arranged(_open_to(user, "MENU"), surface=MENU, viewer=user, name_of=lambda item: item.url_name)
    return {"menu": menu, "new_items": _open_to(user, "NEW")}


def _open_to(user: Any, attribute: str) -> list[Any]:
    items = [item for item in declared("menu", attribute) if item.permission is None or user.may(item.permission)]
    return sorted(items, key=lambda item: item.order)
