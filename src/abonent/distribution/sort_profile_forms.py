"""What is typed about sort profiles, and about how the copies of an edition are handed over."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.catalog.fields import PercentField, RowField
from abonent.distribution.list_lines import field_labels
from abonent.distribution.models import HandOver, SortProfile
from abonent.distribution.operations.sorting import HandingOver
from abonent.distribution.rules.layout import FIXED, SEPARATED, Layout, LayoutColumn, can_stand, is_encoding
from abonent.distribution.rules.shortening import Shortening
from abonent.distribution.rules.sort_profile import (
    COUNTRY,
    FIELDS,
    HOUSE,
    KEYS,
    PER_ADDRESS,
    PER_COPY,
    POSTAL_CODE,
    RECEIVER,
    ROUTE,
    STREET,
    TOWN,
    Profile,
)
from abonent.ui.inputs import CountField
from abonent.ui.language import OWN_NAMES
from abonent.ui.named_form import NamedForm

MOST_COLUMNS = 16
WIDEST = 200
KEY_LABELS = {
    ROUTE: gettext_lazy("Route, in walking order"),
    COUNTRY: gettext_lazy("Country"),
    POSTAL_CODE: gettext_lazy("Postal code"),
    TOWN: gettext_lazy("Town"),
    STREET: gettext_lazy("Street"),
    HOUSE: gettext_lazy("Number, staircase, flat"),
    RECEIVER: pgettext_lazy("address", "Receiver"),
}
BOUND_LABELS = {
    "": gettext_lazy("Nothing"),
    **{key: KEY_LABELS[key] for key in (ROUTE, POSTAL_CODE, TOWN, COUNTRY)},
    ROUTE: gettext_lazy("Route"),
}
SEPARATORS = [(";", ";"), (",", ","), ("\t", gettext_lazy("Tabulator")), ("|", "|")]
ENDS = [("crlf", "CR LF (Windows)"), ("lf", "LF (Unix)"), ("cr", "CR")]


class SortProfileForm(NamedForm):
    """A profile: order, bundles, and the columns of its file, one row of fields each."""

    entity = RowField(label=gettext_lazy("Company"))
    language = forms.ChoiceField(label=gettext_lazy("Alphabet"), choices=list(OWN_NAMES.items()))
    shortenings = forms.CharField(
        label=gettext_lazy("Shortened endings of streets"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("One a line, in the order in which they are tried: gatan = g."),
    )
    most_copies = CountField(label=gettext_lazy("Copies in a bundle"), least=1, most=9_999)
    most_millimetres = CountField(
        label=gettext_lazy("Or as high as"), most=999, help_text=gettext_lazy("In millimetres; 0 counts the copies.")
    )
    paper_microns = CountField(
        label=gettext_lazy("Thickness of the paper"), least=1, most=999, help_text=gettext_lazy("In thousandths of a millimetre.")
    )
    bundle_within = forms.ChoiceField(label=gettext_lazy("A bundle stays within"), required=False, choices=list(BOUND_LABELS.items()))
    bundles_per_unit = CountField(
        label=gettext_lazy("Bundles in a unit"), most=999, help_text=gettext_lazy("A roll cage, for example; 0: no units.")
    )
    unit_within = forms.ChoiceField(label=gettext_lazy("A unit stays within"), required=False, choices=list(BOUND_LABELS.items()))
    lines_per = forms.ChoiceField(
        label=gettext_lazy("One line for"), choices=[(PER_COPY, gettext_lazy("each copy")), (PER_ADDRESS, gettext_lazy("each address"))]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Columns"),
        choices=[(FIXED, gettext_lazy("of fixed width")), (SEPARATED, gettext_lazy("with a separator between them"))],
    )
    separator = forms.ChoiceField(label=gettext_lazy("Separator"), choices=SEPARATORS)
    header = forms.BooleanField(label=gettext_lazy("A first line with the names of the columns"), required=False)
    line_end = forms.ChoiceField(label=gettext_lazy("End of a line"), choices=ENDS)
    encoding = forms.CharField(label=gettext_lazy("Encoding"), max_length=30, help_text="latin-1, utf-8, cp437, cp1250")
    replacement = forms.CharField(
        label=gettext_lazy("In place of a character it lacks"),
        max_length=1,
        required=False,
        strip=False,
        help_text=gettext_lazy("Empty: the file is not made, and you are told where."),
    )
    mark = forms.CharField(label=gettext_lazy("Mark of a new bundle"), max_length=1)
    retired = forms.BooleanField(label=gettext_lazy("Not offered any more"), required=False)

    def __init__(self, *args: Any, viewer: StaffUser, profile: SortProfile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        if profile:
            del self.fields["entity"]
        else:
            del self.fields["retired"]
        keys = [("", "–"), *KEY_LABELS.items()]
        for place in range(1, len(KEYS) + 1):
            label = _("Sorted by") if place == 1 else _("then by (%(place)s)") % {"place": place}
            self.fields[f"key_{place}"] = forms.ChoiceField(label=label, required=place == 1, choices=keys)
        self._offer_columns()

    @property
    def keys(self) -> list[forms.BoundField]:
        """The fields of the order, for the template."""
        return [self[f"key_{place}"] for place in range(1, len(KEYS) + 1)]

    @property
    def columns(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each column, for the template."""
        return [
            (self[f"field_{place}"], self[f"width_{place}"], self[f"align_{place}"], self[f"fill_{place}"])
            for place in range(1, MOST_COLUMNS + 1)
        ]

    @cached_property
    def composed(self) -> Profile:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        plain = {name: said[name] for name in PLAIN}
        layout = {name: said[name] for name in OF_THE_LAYOUT}
        return Profile(
            keys=tuple(said["order"]),
            shortenings=said["shortenings"],
            layout=Layout(columns=tuple(said["columns"]), **layout),
            **plain,
        )

    def clean_encoding(self) -> str:
        """An encoding of text that Python knows."""
        name = str(self.cleaned_data["encoding"]).strip().lower()
        if not is_encoding(name):
            raise forms.ValidationError(_("There is no encoding %(name)s. Write latin-1, for example."), params={"name": name})
        return name

    def clean_shortenings(self) -> tuple[Shortening, ...]:
        """Ending and what stands for it, line by line."""
        pairs = []
        for number, line in enumerate(str(self.cleaned_data["shortenings"]).splitlines(), start=1):
            if not line.strip():
                continue
            ending, equals, short = (part.strip() for part in line.partition("="))
            if not (ending and equals and short):
                raise forms.ValidationError(_("Line %(line)s: write it as gatan = g."), params={"line": number})
            pairs.append((ending.casefold(), short))
        return tuple(pairs)

    def clean(self) -> dict[str, Any]:
        """The order without a key twice, and at least one column; in a file of fixed width each has one."""
        cleaned = super().clean()
        order = [cleaned.get(f"key_{place}") for place in range(1, len(KEYS) + 1)]
        cleaned["order"] = [key for key in order if key]
        if len(set(cleaned["order"])) < len(cleaned["order"]):
            self.add_error("key_1", _("Each of them once is enough."))
        cleaned["columns"] = list(self._said_columns(cleaned))
        if not cleaned["columns"]:
            self.add_error("field_1", _("The file needs at least one column."))
        if "encoding" in cleaned:
            self._demand_writable(cleaned)
        return cleaned

    def _demand_writable(self, cleaned: dict[str, Any]) -> None:
        """What the profile itself puts into a line must stand in its encoding: nothing can take its place."""
        for name in ("replacement", "mark", *(f"fill_{place}" for place in range(1, MOST_COLUMNS + 1))):
            character = cleaned.get(name) or ""
            if not can_stand(character, cleaned["encoding"]):
                told = {"code": f"U+{ord(character):04X}", "encoding": cleaned["encoding"]}
                self.add_error(name, _("%(code)s cannot be written in %(encoding)s. Choose another character.") % told)

    def _said_columns(self, cleaned: dict[str, Any]) -> Any:
        for place in range(1, MOST_COLUMNS + 1):
            field, width = cleaned.get(f"field_{place}"), cleaned.get(f"width_{place}") or 0
            if field:
                if cleaned.get("kind") == FIXED and not width:
                    self.add_error(f"width_{place}", _("Say how wide column %(place)s is.") % {"place": place})
                yield LayoutColumn(field, width, cleaned.get(f"align_{place}") or "left", cleaned.get(f"fill_{place}") or " ")

    def _offer_columns(self) -> None:
        labels = field_labels(get_language() or "en")
        fields = [("", "–"), *((field, labels[field]) for field in FIELDS)]
        sides = [("left", _("left")), ("right", _("right"))]
        for place in range(1, MOST_COLUMNS + 1):
            told = {"place": place}
            self.fields[f"field_{place}"] = forms.ChoiceField(label=_("Column %(place)s") % told, required=False, choices=fields)
            self.fields[f"width_{place}"] = CountField(label=_("Width of column %(place)s") % told, most=WIDEST, required=False)
            self.fields[f"align_{place}"] = forms.ChoiceField(label=_("Side in column %(place)s") % told, required=False, choices=sides)
            self.fields[f"fill_{place}"] = forms.CharField(
                label=_("Filling of column %(place)s") % told, required=False, max_length=1, strip=False
            )


PLAIN = (
    "language", "most_copies", "most_millimetres", "paper_microns", "bundle_within", "bundles_per_unit", "unit_within", "lines_per", "mark",
)  # fmt: skip
OF_THE_LAYOUT = ("kind", "separator", "header", "line_end", "encoding", "replacement")


def initial_of(profile: Profile) -> dict[str, Any]:
    """A profile as the fields of its form."""
    told: dict[str, Any] = {name: getattr(profile, name) for name in PLAIN} | {
        name: getattr(profile.layout, name) for name in OF_THE_LAYOUT
    }
    told["shortenings"] = "\n".join(f"{ending} = {short}" for ending, short in profile.shortenings)
    told |= {f"key_{place}": key for place, key in enumerate(profile.keys, start=1)}
    for place, column in enumerate(profile.layout.columns, start=1):
        told |= {
            f"field_{place}": column.field,
            f"width_{place}": column.width,
            f"align_{place}": column.align,
            f"fill_{place}": column.fill,
        }
    return told


class HandOverForm(forms.Form):
    """How the copies of an edition that go one way are handed over."""

    profile = RowField(label=gettext_lazy("Sort profile"), required=False, empty_label=gettext_lazy("As is usual in the country"))
    by_itself = forms.BooleanField(
        label=gettext_lazy("Freeze by itself at the cut-off"), required=False, help_text=gettext_lazy("Nobody needs to be awake.")
    )
    spare_percent = PercentField(label=gettext_lazy("Spare copies, percent"), min_value=0, max_value=50, least_decimals=1)
    least_spares = CountField(label=gettext_lazy("Spare copies, at least"), most=9_999)
    pages = CountField(
        label=gettext_lazy("Pages of an issue"),
        least=1,
        most=999,
        help_text=gettext_lazy("For bundles that are as high as so many millimetres."),
    )

    def __init__(self, *args: Any, entity: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].offer(SortProfile.objects.filter(entity=entity, retired=False))  # type: ignore[attr-defined]

    @property
    def asked(self) -> HandingOver:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        return HandingOver(**{**said, "spare_percent": Decimal(said["spare_percent"])})


def initial_of_hand_over(row: HandOver | None, usual: HandingOver) -> dict[str, Any]:
    """What a rule says, as the fields of its form."""
    return {**vars(usual), "profile": row.profile_id if row else None}
