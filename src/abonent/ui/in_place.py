"""A value that is edited where it stands: `<c-in-place :place="place" />`, and a view that answers with `edit_in_place`.

The value is a link to the form of its field. With script the form opens in its place: Enter saves, Esc leaves; without, the form is a
page. What is saved says so, with Undo, and raises `record-changed` on the page, so that other parts of it that show the record can ask anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from abonent.kit.edits import ChangedMeanwhile
from abonent.kit.refusals import Refusal
from abonent.ui.edit_form import EditForm
from abonent.ui.forms import refuse, refused
from abonent.ui.toasts import with_toasts

RECORD_CHANGED = "record-changed"


@dataclass(frozen=True)
class Place:
    """A value of a record as it is shown, and where it is edited; without an address it is only shown. One is the title of its page."""

    name: str
    label: Any
    value: Any
    href: str = ""
    is_title: bool = False

    @property
    def id(self) -> str:
        """The element that the form takes the place of."""
        return f"in-place-{self.name}"


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a view gives to `edit_in_place`: the form, how to save it, and what is shown before and after.

    `place` asks the record as it is saved, `now` what the fields of the form say in it, `in_words` how a value is read. Where the value
    is the title of its page, the form keeps the heading.
    """

    form: EditForm
    title: Any
    whose: Any
    back: str
    save: Callable[[], None]
    place: Callable[[], Place]
    now: Callable[[], Mapping[str, Any]]
    in_words: Callable[[str, Any], Any] = lambda _name, value: value
    is_title: bool = False


def edit_in_place(request: HttpRequest, edit: Edit) -> HttpResponse:
    """The form of a value, in its place or as a page; posted, the value as it is saved, or the page it came from."""
    is_in_place = request.headers.get("HX-Target", "").startswith("in-place-")
    template = "ui/in_place/form.html" if is_in_place else "ui/in_place/page.html"
    target = request.headers.get("HX-Target", "")
    if is_in_place:
        # Other forms of the page may ask the same.
        edit.form.auto_id = f"{target}-%s"
    context = {"form": edit.form, "edit": edit, "target": target, "action": request.get_full_path()}
    if request.method != "POST":
        return render(request, template, context)
    if not edit.form.is_valid() or not _saved(edit):
        return refused(request, template, context)
    if not is_in_place:
        return redirect(edit.back)
    response = with_toasts(request, render(request, "ui/in_place/value.html", {"place": edit.place()}))
    response.headers["HX-Trigger"] = RECORD_CHANGED
    return response


def _saved(edit: Edit) -> bool:
    try:
        edit.save()
    except ChangedMeanwhile as refusal:
        edit.form.show_both(refusal, edit.now() if refusal.conflicts else {}, edit.in_words)
    except Refusal as refusal:
        field = getattr(refusal, "field", None)
        refuse(edit.form, refusal, field=field if field in edit.form.fields else None)
    else:
        return True
    return False
