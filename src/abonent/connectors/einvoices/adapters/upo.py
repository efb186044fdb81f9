"""The UPO, by which KSeF certifies what it has taken: its paper, read."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree


class NoUpo(ValueError):
    """A paper that is no UPO."""


@dataclass(frozen=True)
class Certified:
    """What a UPO says of a document: the number it has in KSeF and its own, and the hash of the file that was taken."""

    ksef_number: str
    number: str
    digest: str


def certified(content: bytes) -> list[Certified]:
    """The documents of a UPO, of one document or of a whole session. Raises NoUpo."""
    try:
        root = etree.fromstring(content, etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False))
    except etree.XMLSyntaxError as fault:
        raise NoUpo(str(fault)) from fault
    documents = [
        Certified(*(document.findtext(f"{{*}}{name}") or "" for name in ("NumerKSeFDokumentu", "NumerFaktury", "SkrotDokumentu")))
        for document in root.iterfind("{*}Dokument")
    ]
    if etree.QName(root).localname != "Potwierdzenie" or not documents:
        raise NoUpo(etree.QName(root).localname)
    return documents
