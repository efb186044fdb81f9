"""The file of a consignment by its sort profile, its labels, and how the file would begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from abonent.customers.rules.address_lines import address_lines
from abonent.distribution.consigned import PAGES, Consigned, consigned_of
from abonent.distribution.list_lines import LINES, Sorting
from abonent.distribution.models import Consignment, SortProfile
from abonent.distribution.operations.consignments import pieces_asked
from abonent.distribution.preview import LOOKED_AT, Preview, first_lines
from abonent.distribution.rules.layout import FIXED, Layout, LayoutColumn
from abonent.distribution.rules.sort_profile import Profile, profile_of, ready_profile
from abonent.distribution.sorted_file import write_sorted
from abonent.kit import clock, statements
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.subscriptions.documents.address_labels import A_SHEET, AddressLabel, address_labels_pdf

# A hundred sheets: whoever has more of them to stick has a machine that reads the file.
MOST_LABELS = 100 * A_SHEET
NUMBER_WIDTH = 20


def profile_for(entity: LegalEntity, chosen: SortProfile | None) -> Profile:
    """How the file looks: as a profile of the house says, or as is usual in the country, with the number of the piece for the subscription's."""
    if chosen:
        return profile_of(chosen.definition)
    usual = ready_profile(entity.country)
    return replace(usual, layout=_with_the_piece(usual.layout))


def write_file(consignment: Consignment) -> IO[bytes]:
    """The file, at its beginning; refused with the line and the column where a letter cannot stand."""
    sorting = _sorting(consigned_of(consignment.kind), consignment.run, profile_for(consignment.entity, consignment.profile))
    return write_sorted(_lines(consignment, sorting.profile), sorting, language=consignment.entity.language)


def labels_of(consignment: Consignment) -> bytes:
    """A label for each piece, in the order of the file, with the number of the piece in small."""
    entity = consignment.entity
    labels = [AddressLabel(_window(row, entity), row.piece) for row in _lines(consignment, profile_for(entity, consignment.profile))]
    return address_labels_pdf(labels, language=entity.language, title=str(consignment.pk), at=clock.now())


def foreseen(*, sent: Consigned, run: Run, profile: SortProfile | None) -> Preview:
    """The first lines of the file that would come of a run."""
    sorting = _sorting(sent, run, profile_for(run.entity, profile))
    source = ("distribution/pieces_foreseen", *sent.source)
    asked = {"kind": sent.kind, "at_most": LOOKED_AT, **pieces_asked(run), **_ordered(sorting.profile)}
    return first_lines(statements.stream(LINES, source=source, **asked), sorting, is_real=True)


def _sorting(sent: Consigned, run: Run, profile: Profile) -> Sorting:
    return Sorting(profile, PAGES, str(sent.label), "", str(run.pk), run.as_of.isoformat())


def _lines(consignment: Consignment, profile: Profile) -> Iterator[Any]:
    asked = {"consignment": consignment.pk, "at_most": None, **_ordered(profile)}
    return statements.stream(LINES, source="distribution/pieces_of_consignment", **asked)


def _ordered(profile: Profile) -> dict[str, Any]:
    return {"language": profile.language, "keys": list(profile.keys)}


def _window(row: Any, entity: LegalEntity) -> list[str]:
    party = {
        "name": row.receiver,
        "care_of": row.care_of,
        "street": f"{row.street} {row.house}".strip(),
        "postal_code": row.postal_code,
        "town": row.town,
        "country": row.country,
    }
    return address_lines(party, sent_from=entity.country)


def _with_the_piece(layout: Layout) -> Layout:
    number = LayoutColumn("piece", NUMBER_WIDTH if layout.kind == FIXED else 0)
    return replace(layout, columns=tuple(number if column.field == "subscription" else column for column in layout.columns))
