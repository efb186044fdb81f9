"""What the templates of lists use."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from abonent.ui.lists.filters import Applied
from abonent.ui.lists.page import Editor, ListPage, Row

register = template.Library()


@register.simple_tag
def swaps(page: ListPage, url: str) -> SafeString:
    """htmx attributes of a link that swaps only the list; without script the link is followed."""
    return _swapping(page, url)


@register.simple_tag
def sends(page: ListPage) -> SafeString:
    """htmx attributes of a form whose answer swaps only the list."""
    return _swapping(page, page.path)


@register.simple_tag
def posts(page: ListPage) -> SafeString:
    """htmx attributes of a form that keeps something and whose answer swaps only the list."""
    pushes = "false" if page.embedded else "true"
    return format_html('hx-post="{}" hx-target="#{}" hx-swap="outerHTML" hx-push-url="{}"', page.here, page.id, pushes)


def _swapping(page: ListPage, url: str) -> SafeString:
    pushes = "false" if page.embedded else "true"
    return format_html('hx-get="{}" hx-target="#{}" hx-swap="outerHTML" hx-push-url="{}"', url, page.id, pushes)


@register.simple_tag
def carried(page: ListPage, names: Any) -> SafeString:
    """Hidden fields with the rest of the view, so that a form changes only its own parameters."""
    own = [names] if isinstance(names, str) else list(names)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', page.hidden_without(own))


@register.simple_tag
def remove_url(page: ListPage, applied: Applied) -> str:
    """The address of the view without one filter."""
    return page.url_without(applied)


@register.filter
def open_editors(page: ListPage) -> list[Editor]:
    """The filters behind the button: those that are not on and not in the bar."""
    return [editor for editor in page.editors if not editor.applied and not editor.filter.prominent]


@register.simple_tag
def list_rows(page: ListPage) -> SafeString:
    """The rows of the table. Written in Python: a template would take longer over fifty rows than the database."""
    opening = [_opening("td", column.css, column.slot, column.label if column.labelled else "") for column in page.columns]
    rows = []
    for row in page.rows:
        cells = "".join(f"{tag}{conditional_escape(cell)}</td>" for tag, cell in zip(opening, row.cells, strict=True))
        rows.append(f"<tr>{_box(row) if page.acts else ''}{cells}</tr>")
    return mark_safe("\n".join(rows))  # noqa: S308 - every cell is escaped above


def _opening(tag: str, css: str, slot: str, label: object = "") -> str:
    named = format_html(' data-label="{}"', label) if label else ""
    return f'<{tag} class="{css}" data-c="{slot}"{named}>' if css else f'<{tag} data-c="{slot}"{named}>'


def _box(row: Row) -> SafeString:
    label = gettext("Choose %(name)s") % {"name": row.label}
    box = '<td class="chk" data-c="chk"><input class="form-check-input" type="checkbox" name="chosen" value="{}" aria-label="{}" autocomplete="off"></td>'
    return format_html(box, row.identity, label)


@register.simple_tag
def list_width(page: ListPage) -> int:
    """How many columns the table has."""
    return len(page.columns) + bool(page.acts)


@register.simple_tag
def foot_cells(page: ListPage) -> SafeString:
    """The totals row: the count spans up to the first total, each total stands under its column."""
    foot = page.foot
    width = next((place for place, text in enumerate(foot) if text), len(foot))
    count = page.counted
    if width == 0:
        count, width = "", 1
    cells = [format_html('<th scope="row" colspan="{}" data-c="main">{}</th>', width, count)]
    for column, text in list(zip(page.columns, foot, strict=True))[width:]:
        slot = column.slot if text else "hide"
        cells.append(format_html("{}{}</td>", mark_safe(_opening("td", column.css, slot)), text))  # noqa: S308 - declared, not typed
    return format_html_join("", "{}", ((cell,) for cell in cells))
