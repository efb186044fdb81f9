"""What a folder declares to have its rows imported: `IMPORT_KINDS = [ImportKind(...)]` in its `import_kinds.py`.

The kind owns an unlogged staging table with the columns (batch_id, line, its text columns, faults). Its checks are SELECT
statements of (line, field, code, parameters); what they find is written down by `imports`. `match` decides for each row
without a fault whether it is new, changed or the same, `outcomes` counts that, and `promote` are the statements that
write the register. All run with the parameters batch, key_source, today and
lines: the rows to look at, NULL for all. After a row was mended it is checked alone, with the rows that `beside` finds, because
what is wrong with one may be wrong with the other.

Where a row is more than a row - an order has terms, charges and a price that no statement can find - `take` is the operation of the
register that makes them of the staged rows, in the transaction of the commit and before anything is kept for undoing. What it refuses
refuses the file, in its own words.

An import can be undone where the kind says how. `kept_before` selects (subject_id, line, is_new, before) of what the promotion is
about to write; `uses` are SELECT statements of (subject_id, code, parameters), the rows that were used since; `register` is the
table whose rows come in, `parts` the tables that the promotion fills with it, and whatever else links to it is a use; `locks` holds those rows still; `undo` are
the statements that take away and put back all rows that are not `kept`.

Rows can be given out as a workbook where `given` selects (subject_id, key, version, and a text for each of the fields `given_fields`)
of %(ids)s; `conflicts` selects (line, field, before, mine, theirs) of staged rows that were changed here since. `groups` names the
staging columns that come from fields that are changed together. `known` selects (line, and a text for each of the fields
`given_fields`) of the staged rows that the register knows: by it a source is held to the fields it may overwrite (`precedence`).

Fields that the installation has set up itself join a kind in `set_up`. Their values stand together in one staging column, a JSON of
field -> text, where the empty text says that it was emptied; `gathered` names the column and its fields. `known` and `given` select
what the register says in a column of that name. Where no column of the file is such a field, the kind stays as it is declared.

`vanished` selects (subject_id, key) of the rows that a source had before and the file, which is all it has now, has not. A file may say
of itself that it is all there is, by a value for its field `whole`; then its promotion ends what it has not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from abonent.kit.registry import Registry
from abonent.kit.statements import Source
from abonent.organisation.models import LegalEntity

if TYPE_CHECKING:
    from abonent.access.models import StaffUser
    from abonent.imports.models import ImportBatch


@dataclass(frozen=True, kw_only=True)
class ImportField:
    """A column that the file may have. `headers` are the names it goes by, in any of the languages, folded when compared.

    A column whose header says nothing may be known by its cells: `looks_like` is a pattern that they all have. Without headers
    it is no column but a value for what the file does not say; `choices` are what it may be.

    In a workbook that is given out and comes back, `words` are those for its codes, a cell of `several` has them with commas
    between, fields of one `group` are changed together, and one that `may_be_empty` can be emptied. A field `of_sheets` is in no
    other file.
    """

    name: str
    label: Any
    headers: Sequence[str]
    most_letters: int = 120
    default: str = ""
    choices: Sequence[tuple[str, Any]] = ()
    looks_like: str = ""
    words: Callable[[], Mapping[str, str]] = dict
    several: bool = False
    numeric: bool = False
    group: str = ""
    may_be_empty: bool = False
    of_sheets: bool = False


@dataclass(frozen=True)
class Group:
    """Fields that are changed together, an address for example: what they are called, and the staging columns that come of them."""

    label: Any
    columns: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Staging columns that a pure rule makes of others while the file is read: "abonent.customers.rules.telephone:e164".

    With `only_with` the rule is asked only where one of those values is filled; else its outputs are empty. Behind the values it is
    handed the `settings`, if there are any.
    """

    outputs: Sequence[str]
    rule: str
    inputs: Sequence[str]
    only_with: Sequence[str] = ()
    settings: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """A statement of the promotion, with the label that progress shows; `source` is the SELECT that it is handed."""

    statement: str
    source: Source = None
    label: Any = ""


class Taking(Protocol):
    """An operation that makes of the staged rows of a batch what they are in the register."""

    def __call__(self, *, batch: ImportBatch, actor: StaffUser | None, today: date) -> None:
        """In the caller's transaction."""


@dataclass(frozen=True)
class Subject:
    """A row of the register in words, and where it is."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """One kind of import."""

    code: str
    label: Any
    permission: str
    table: str
    columns: Sequence[str]
    fields: Sequence[ImportField]
    derived: Sequence[Derived] = ()
    # At least one field of each group must be in the file.
    needs: Sequence[Sequence[str]] = ()
    checks: Sequence[str] = ()
    beside: str = ""
    match: Sequence[Step] = ()
    outcomes: str
    promote: Sequence[Step] = ()
    take: Taking | None = None
    register: str = ""
    parts: Sequence[str] = ()
    kept_before: Source = ""
    uses: Sequence[str] = ()
    locks: str = ""
    vanished: str = ""
    given: str = ""
    given_fields: Sequence[str] = ()
    conflicts: str = ""
    known: str = ""
    groups: Mapping[str, Group] = dataclass_field(default_factory=dict)
    gathered: Mapping[str, Sequence[str]] = dataclass_field(default_factory=dict)
    # Asked with the names of the fields that the file has, None for all there are.
    set_up: Callable[[ImportKind, Collection[str] | None], ImportKind] = lambda kind, names: kind
    undo: Sequence[Step] = ()
    subjects: Callable[[Sequence[int]], Mapping[int, Subject]] = lambda ids: {}
    cleared: Sequence[str] = ()
    analysed: Sequence[str] = ()
    # What holds where the file does not say, for fields without headers: asked with the mapping, guessed from the company.
    usual: Callable[[LegalEntity | None], Mapping[str, str]] = lambda company: {}
    sentences: Mapping[str, Any] = dataclass_field(default_factory=dict)
    done_url_name: str = ""

    def field(self, name: str) -> ImportField | None:
        """The field of that name."""
        return next((one for one in self.fields if one.name == name), None)

    def label_of(self, name: str) -> Any:
        """What a group, or a field that is changed alone, is called."""
        if name in self.groups and self.groups[name].label:
            return self.groups[name].label
        field = self.field(name)
        return field.label if field else name


declared_kinds: Registry[ImportKind] = Registry()


def kind_of(code: str, names: Collection[str] | None = None) -> ImportKind:
    """The kind with a code, for a file that has the fields `names`; KeyError if no folder declares it."""
    for kind in declared_kinds:
        if kind.code == code:
            return kind.set_up(kind, names)
    raise KeyError(code)
