"""Take a file: look into it, and guess which of its columns is what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage

from abonent.access.models import StaffUser
from abonent.imports import child
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import guessed_mapping
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.refusals import CannotImport
from abonent.kit.models import StoredFile

# The source of rows that were given out as a workbook: their keys are those of the register itself.
WORKBOOK = "workbook"


def take_file(
    *,
    kind: str,
    file: StoredFile,
    source: str,
    actor: StaffUser | None,
    defaults: Mapping[str, str] | None = None,
    loaded_from: ImportSource | None = None,
) -> ImportBatch:
    """Look into a file and guess which column is what; refuses a file that is no table, and keeps nothing of it.

    A workbook that was given out says itself what it is.
    """
    try:
        found = child.look_into(file)
        given_out = _known_kind(found["given_out"], kind, file)
    except CannotImport:
        default_storage.delete(file.key)
        file.delete()
        raise
    if given_out:
        return _take_workbook(given_out, found, file, actor, defaults)
    guesses = guessed_mapping(kind_of(kind), found["headers"], source=source, sample=found["sample"])
    return ImportBatch.objects.create(
        kind=kind,
        source=source,
        file=file,
        layout={**found["layout"], "headers": found["headers"], "sample": found["sample"]},
        mapping={name: guess.place for name, guess in guesses.items()},
        sureness={name: guess.sureness for name, guess in guesses.items()},
        defaults=dict(defaults or {}),
        created_by=actor,
        loaded_from=loaded_from,
    )


def _known_kind(given_out: dict[str, Any] | None, kind: str, file: StoredFile) -> dict[str, Any] | None:
    """What a workbook says of itself; refused where it is of another kind of rows than those that are brought in."""
    if given_out and given_out["kind"] != kind:
        raise CannotImport("file.other_sheet", file=file.name, title=given_out.get("title", given_out["kind"]))
    return given_out


def _take_workbook(
    given_out: dict[str, Any], found: dict[str, Any], file: StoredFile, actor: StaffUser | None, defaults: Mapping[str, str] | None
) -> ImportBatch:
    """The batch of a workbook that comes back: each of its columns is what it was given out as, if it is still there."""
    places = {header: place for place, header in enumerate(found["headers"])}
    mapping = {name: places[header] for header, name in given_out["fields"].items() if name and header in places}
    return ImportBatch.objects.create(
        kind=given_out["kind"],
        source=WORKBOOK,
        file=file,
        layout={**found["layout"], "headers": found["headers"], "sample": found["sample"], "given_out": given_out},
        mapping=mapping,
        sureness=dict.fromkeys(mapping, "remembered"),
        defaults=dict(defaults or {}),
        created_by=actor,
    )
