"""The rows with faults as a file of their own, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import Any

from abonent.imports import child
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportFault
from abonent.imports.operations.staging import layout_of, mended_cells
from abonent.imports.refusals import fault_sentence
from abonent.kit.files import store
from abonent.kit.models import StoredFile


def write_error_file(*, batch: ImportBatch, heading: str) -> StoredFile | None:
    """The rows with faults as a file like the one that came, with the reasons in a last column headed `heading`."""
    if not batch.error_count:
        return None
    with TemporaryFile() as out:
        child.write_faulty_rows(batch.file, {"layout": layout_of(batch), "mended": mended_cells(batch)}, _reasons(batch, heading), out)
        out.seek(0)
        stem = batch.file.name.rpartition(".")[0] or batch.file.name
        file = store(name=f"{stem}-errors.csv", media_type="text/csv", content=out.read(), owner="import_batch")
    ImportBatch.objects.filter(pk=batch.pk).update(error_file=file)
    batch.error_file = file
    return file


def _reasons(batch: ImportBatch, heading: str) -> Iterator[dict[str, Any]]:
    """First the heading of the column, then each faulty row in its order with all that is wrong with it."""
    sentences = kind_of(batch.kind).sentences
    yield {"reasons": heading}
    row, said = 0, []
    for fault in batch.faults.order_by("line", "id").iterator():
        if fault.line != row and said:
            yield {"row": row, "reasons": " ".join(said)}
            said = []
        row = fault.line
        said.append(fault_words(batch, fault, sentences))
    if said:
        yield {"row": row, "reasons": " ".join(said)}


def fault_words(batch: ImportBatch, fault: ImportFault, sentences: Mapping[str, Any]) -> str:
    """What is wrong with a cell, with the header of its column before it."""
    place = batch.mapping.get(fault.field)
    column = batch.layout["headers"][place] if place is not None else ""
    sentence = fault_sentence(fault.code, fault.parameters, sentences)
    return f"{column}: {sentence}" if column else sentence
