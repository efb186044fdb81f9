"""What a reader finds in the manual: the pages his installation has a use for, in his language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from django.urls import reverse

from abonent.access.models import StaffUser
from abonent.manual.contents import Chapter, Entry, chapters_for, entry_called
from abonent.manual.pages import Page, PageMissing, page

FIRST_LANGUAGE = "en"
LINK = re.compile(r'<a href="([a-z0-9-]+)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class ReadChapter:
    """A chapter with its pages."""

    chapter: Chapter
    pages: list[Page]


def in_language(name: str, language: str) -> Page:
    """The page, in the first language of the product where another one is asked for that has none."""
    try:
        return page(name, language)
    except PageMissing:
        return page(name, FIRST_LANGUAGE)


def chapters(viewer: StaffUser) -> list[ReadChapter]:
    """The whole manual as this reader sees it."""
    kept = chapters_for(set(viewer.parts_off))
    return [ReadChapter(chapter, [in_language(entry.name, viewer.language) for entry in entries]) for chapter, entries in kept]


def readable(name: str, viewer: StaffUser) -> Page | None:
    """One page, unless it is about a part that is off."""
    entry = entry_called(name)
    return in_language(name, viewer.language) if entry and _there(entry, viewer) else None


def html_of(shown: Page, viewer: StaffUser) -> str:
    """The page with its links made into addresses; a link to a page that is not there becomes its words."""

    def linked(found: re.Match[str]) -> str:
        entry = entry_called(unescape(found[1]))
        return f'<a href="{reverse("manual:page", args=[entry.name])}">{found[2]}</a>' if entry and _there(entry, viewer) else found[2]

    return LINK.sub(linked, shown.html)


def neighbours(name: str, viewer: StaffUser) -> tuple[Page | None, Page | None]:
    """The pages before and after this one."""
    row = [shown for chapter in chapters(viewer) for shown in chapter.pages]
    place = next(place for place, shown in enumerate(row) if shown.name == name)
    return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)


def _there(entry: Entry, viewer: StaffUser) -> bool:
    return not entry.part or viewer.has_part(entry.part)
