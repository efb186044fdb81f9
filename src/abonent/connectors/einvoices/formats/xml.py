"""Elements that are written only if they say something: an empty one is a fault in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from lxml.etree import _Element


class Writer:
    """Makes elements of a format: `write("cac:Party", write("cbc:Name", name))`, the prefixes standing for namespaces."""

    def __init__(self, namespaces: Mapping[str | None, str]) -> None:
        self.namespaces = dict(namespaces)

    def __call__(self, name: str, *content: Any, **attributes: str) -> _Element | None:
        """The element with what of its content says something; None if nothing does."""
        said = list(_flat(content))
        if not said:
            return None
        return self.root(name, *said, **attributes)

    def root(self, name: str, *content: Any, **attributes: str) -> _Element:
        """The element, said or not."""
        element = etree.Element(self._full(name), attributes, nsmap=self.namespaces)
        for each in _flat(content):
            if isinstance(each, str):
                element.text = each
            else:
                element.append(each)
        return element

    def _full(self, name: str) -> str:
        prefix, _colon, local = name.rpartition(":")
        namespace = self.namespaces.get(prefix or None)
        return f"{{{namespace}}}{local}" if namespace else local


def as_bytes(root: _Element, *, encoding: str = "UTF-8") -> bytes:
    """The document as a file. Namespaces stand once, at the root."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=[prefix for prefix in root.nsmap if prefix])
    return etree.tostring(root, xml_declaration=True, encoding=encoding)


def _flat(content: Iterable[Any]) -> Iterable[Any]:
    for each in content:
        if isinstance(each, str):
            if text := " ".join(each.split()):
                yield text
        elif isinstance(each, _Element):
            yield each
        elif each is not None:
            yield from _flat(each)
