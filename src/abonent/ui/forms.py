"""How a Django form becomes a form of ours: `{{ form }}`, `<c-field :field="form.name" />`, `<c-form ...>`.

Label above, help and error under the field and tied to it, required said in words, one summary that takes the focus. Set
`FORM_RENDERER = "abonent.ui.forms.Renderer"`. A refused form is answered with status 422, which htmx swaps as well.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

UNPROCESSABLE = 422

CLASSES: list[tuple[type, str]] = [
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
]


class Field(forms.BoundField):
    """A field that knows its class of control and how its template lays it out."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Django's attributes, our classes, and no `required` of the browser: the server names the cure."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        names = [str(built.get("class") or widget.attrs.get("class", "")), self.control, "is-invalid" if self.errors else ""]
        built["class"] = " ".join(name for name in names if name)
        if built.pop("required", None) and not self.is_group and not self.is_box:
            built["aria-required"] = "true"
        return built

    @property
    def control(self) -> str:
        """The class of the control."""
        return next(name for kind, name in CLASSES if isinstance(self.field.widget, kind))

    @property
    def is_group(self) -> bool:
        """Several boxes or buttons under one question: a fieldset, not a label."""
        return isinstance(self.field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect))

    @property
    def is_box(self) -> bool:
        """One box with its label at the right."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class Renderer(DjangoTemplates):
    """Renders every form of the product, those of libraries too."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
    bound_field_class = Field


def refused(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page or fragment of a form that cannot be accepted as it is."""
    return render(request, template, context, status=UNPROCESSABLE)


def refuse(form: forms.BaseForm, refusal: Exception, *, field: str | None = None) -> None:
    """Say a refusal of an operation on the form that asked for it; at a field where one is to blame."""
    form.add_error(field, str(refusal))


def to_mend(form: forms.Form) -> str:
    """The first thing to mend in a form that is being filled in; what is not typed yet is nothing wrong. Empty if there is none."""
    errors = (error for errors in form.errors.as_data().values() for error in errors if error.code != "required")
    return next((str(message) for error in errors for message in error.messages), "")
