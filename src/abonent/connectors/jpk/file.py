"""A file, written piece by piece: a month may have more documents than are held at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree
from lxml.etree import _Element

from abonent.connectors.einvoices.formats.xml import Writer
from abonent.connectors.jpk.layouts import Layout

# "etd" stands for the types that all forms share.
SHARED = "etd"


def writer_of(layout: Layout) -> Writer:
    """Makes the elements of a form."""
    return Writer({None: layout.namespace, SHARED: layout.types})


def put(file: Any, elements: Iterable[_Element | None]) -> None:
    """Write elements into an open file; one handed over whole would name its namespaces again, on every row."""
    for element in elements:
        if element is not None:
            _put(file, element)


def _put(file: Any, element: _Element) -> None:
    with file.element(element.tag, dict(element.attrib)):
        if element.text:
            file.write(element.text)
        put(file, element)


def begun(file: Any, layout: Layout) -> Any:
    """The root of the file, to be written within."""
    file.write_declaration()
    return file.element(etree.QName(layout.namespace, "JPK"), nsmap={None: layout.namespace, SHARED: layout.types})
