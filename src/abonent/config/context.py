"""What every page's frame needs: the menu that this viewer may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from abonent.config.folders import declared


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu items in their order, without those the viewer has no permission for; nothing for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": []}
    items = [item for item in declared("menu", "MENU") if item.permission is None or user.may(item.permission)]
    return {"menu": sorted(items, key=lambda item: item.order)}
