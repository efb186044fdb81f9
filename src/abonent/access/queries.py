"""Questions about what members of staff keep for themselves."""

from __future__ import annotations

from abonent.access.models import SavedView, SavedViews, StaffUser

SHARE_VIEWS = "access.share_views"


def views_to_change(user: StaffUser) -> SavedViews:
    """The saved views that he may rename, share and remove: his own; with the permission to share, the shared ones he sees too."""
    views = SavedView.objects.open_to(user)
    return views if user.may(SHARE_VIEWS) else views.filter(owner=user)
