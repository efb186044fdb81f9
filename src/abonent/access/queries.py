"""Questions about what members of staff keep for themselves."""

from __future__ import annotations

from abonent.access.models import ListExport, SavedView, SavedViews, StaffUser

SHARE_VIEWS = "access.share_views"
MOST_UNDER_BELL = 5


def views_to_change(user: StaffUser) -> SavedViews:
    """The saved views that he may rename, share and remove: his own; with the permission to share, the shared ones he sees too."""
    views = SavedView.objects.open_to(user)
    return views if user.may(SHARE_VIEWS) else views.filter(owner=user)


def files_under_bell(user: StaffUser) -> list[ListExport]:
    """The files that were asked for last; older ones are among his files."""
    return list(ListExport.objects.filter(owner=user).select_related("file")[:MOST_UNDER_BELL])
