"""The manual in the one search box, after what the books hold."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.manual import finding
from abonent.manual.reading import chapters
from abonent.ui.search import Hit, SearchSource

SHORTEST = 3
MOST = 3


def find(text: str, viewer: StaffUser, limit: int) -> list[Hit]:
    """At most three pages that have every word."""
    if len(text.strip()) < SHORTEST or not any(letter.isalpha() for letter in text):
        return []
    names = [page.name for chapter in chapters(viewer) for page in chapter.pages]
    found = finding.find(text, viewer.language, names, min(limit, MOST), all_words=True)
    return [
        Hit(
            label=_("Help: %(title)s") % {"title": hit.page.title},
            url=reverse("manual:page", args=[hit.page.name]),
            icon="book",
            detail=hit.excerpt,
        )
        for hit in found
    ]


SEARCH = [SearchSource(name="manual", label=gettext_lazy("Manual"), find=find, permission="manual.read", order=95)]
