"""Own fields in an import of customers: columns that a file may have, how their cells are read, and the statements that write them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer, OwnField, OwnFieldOption
from abonent.customers.own_field_forms import LETTERS
from abonent.customers.own_values import WITH_OPTIONS, name_of, own_fields
from abonent.imports.kinds import Derived, ImportField, ImportKind, Step
from abonent.kit.alphabets import fold

Kind = OwnField.Kind
_LONGEST_NUMBER = 40
_LONGEST_OPTIONS = 2000

OWN_SENTENCES = {
    "own.not_of_persons": _("Only organisations have this field. Empty the cell, or say that the customer is an organisation."),
    "own.not_of_organisations": _("Only persons have this field. Empty the cell, or say that the customer is a person."),
    "own.whole_number": _("“%(value)s” is not a whole number. Write it as 1249."),
    "own.decimal": _("“%(value)s” is not a number. Write it as 1249,50."),
    "own.decimals": _("“%(value)s” has too many decimals. Four are kept."),
    "own.too_great": _("“%(value)s” is too great. Fourteen digits are kept."),
    "own.day": _("“%(value)s” is not a day with its year. Write it as 2026-07-21."),
    "own.yes_no": _("“%(value)s” is neither yes nor no. Write one of the two."),
    "own.option": _("“%(value)s” is none of the options. Choose one that the field has, or add it to its options."),
}

MATCH_OWN_VALUES = (Step(statement="customers/match_staged_own_values"),)
WRITE_OWN_VALUES = (
    Step(statement="customers/empty_own_values", source="customers/imported_own_values", label=_("Own fields")),
    Step(statement="customers/write_own_values", source="customers/imported_own_values", label=_("Own fields")),
)
UNDO_OWN_VALUES = (
    Step(statement="customers/remove_imported_own_values", label=_("Own fields")),
    Step(statement="customers/empty_own_values", source="customers/own_values_before_import", label=_("Own fields")),
    Step(statement="customers/write_own_values", source="customers/own_values_before_import", label=_("Own fields")),
)


def with_own_fields(kind: ImportKind, names: Collection[str] | None) -> ImportKind:
    """The kind with the own fields in use among `names`, or with all of them; without any it stays as it is."""
    if names is not None and not any(name.startswith("own_") for name in names):
        return kind
    fields = [field for field in own_fields() if names is None or name_of(field) in names]
    if not fields:
        return kind
    own = tuple(map(name_of, fields))
    return replace(
        kind,
        fields=(*kind.fields, *map(_column, fields)),
        derived=(*kind.derived, *map(_read, fields)),
        given_fields=(*kind.given_fields, *own),
        gathered={**kind.gathered, "own": own},
        match=(*kind.match, *MATCH_OWN_VALUES),
        promote=(*kind.promote[:-1], *WRITE_OWN_VALUES, kind.promote[-1]),
    )


def _column(field: OwnField) -> ImportField:
    """The column that an own field may be: headed by its name in any of the languages."""
    longest = _LONGEST_OPTIONS if field.kind in WITH_OPTIONS else _LONGEST_NUMBER
    return ImportField(
        name=name_of(field),
        label=str(field),
        headers=list(dict.fromkeys(field.name.values())),
        most_letters=LETTERS.get(Kind(field.kind), longest),
        words=lambda: _words(field),
        several=field.kind == Kind.CHOICES,
        numeric=field.kind == Kind.WHOLE_NUMBER,
        may_be_empty=True,
    )


def _words(field: OwnField) -> Mapping[str, str]:
    """Words for the codes of a field, as a workbook has them."""
    if field.kind == Kind.YES_NO:
        return {"yes": str(_("Yes")), "no": str(_("No"))}
    return {f"#{option.pk}": str(option) for option in _options(field)}


def _read(field: OwnField) -> Derived:
    """How the cells of an own field are read: options by their names in any language, or as a workbook has them."""
    name = name_of(field)
    options = {fold(said): f"#{option.pk}" for option in _options(field) if not option.retired for said in option.name.values()}
    of = [kind for kind in Customer.Kind.values if field.is_of(kind)]
    return Derived(
        outputs=(name,),
        rule="abonent.customers.rules.own:own_value",
        inputs=(name, "kind"),
        only_with=(name,),
        settings={"name": name, "kind": field.kind, "of": of, "options": {**options, **{code: code for code in _words(field)}}},
    )


def _options(field: OwnField) -> list[OwnFieldOption]:
    return sorted(field.options.all(), key=lambda option: option.pk)
