"""Checks by XML schema (lxml) and by schematron compiled to XSLT 2 (Saxon)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from saxonche import PySaxonProcessor

Found = list[dict[str, str]]
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_MOST_FOUND = 20
# A rule that is broken by a warning only does not hold a document back; the norm's own flag says which is which.
_WARNING = ("warning", "information", "info")


def checker_of(kind: str, file: str, folder: str) -> Callable[[bytes], Found]:
    """What finds the faults of a document by a schema (`xsd`) or by rules (`xslt`); `folder` is all that it may read."""
    return _by_schema(Path(file), Path(folder)) if kind == "xsd" else _by_rules(Path(file))


def _by_schema(file: Path, folder: Path) -> Callable[[bytes], Found]:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_Within(folder, near=file.parent))
    schema = etree.XMLSchema(etree.parse(str(file), parser))
    strict = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)

    def check(document: bytes) -> Found:
        try:
            root = etree.fromstring(document, strict)
        except etree.XMLSyntaxError as error:
            return [_finding("XML", str(error), "", "fatal")]
        if schema.validate(root):
            return []
        errors = list(schema.error_log)[:_MOST_FOUND]  # type: ignore[call-overload]
        return [_finding(error.type_name, error.message, error.path or "", "fatal") for error in errors]

    return check


class _Within(etree.Resolver):
    """Lets a schema read the files of its pack, by their names alone: what it calls them by may be an address on the net."""

    def __init__(self, folder: Path, *, near: Path) -> None:
        super().__init__()
        self.files = {file.name: file for place in (folder.rglob("*.xsd"), near.glob("*.xsd")) for file in place}

    def resolve(self, system_url: str, _public_id: str, context: Any) -> Any:
        """The file of the pack; nothing else."""
        name = PurePosixPath(unquote(urlsplit(system_url).path)).name
        if name not in self.files:
            raise FileNotFoundError(f"the rules speak of {name} and do not have it")
        return self.resolve_filename(str(self.files[name]), context)


@cache
def _processor() -> Any:
    """One engine a process. It may neither call out of the language nor read or write what is not handed to it."""
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allow-external-functions", "off")
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "")
    return processor


def _by_rules(file: Path) -> Callable[[bytes], Found]:
    processor = _processor()
    rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_text=file.read_text("utf-8"))

    def check(document: bytes) -> Found:
        report = rules.transform_to_string(xdm_node=processor.parse_xml(xml_text=_text(document)))
        broken = etree.fromstring(report.encode()).iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report")
        return [_of_assert(each) for each in broken][:_MOST_FOUND]

    return check


def _text(document: bytes) -> str:
    """The document without its declaration, which speaks of an encoding that a text no longer has."""
    return etree.tostring(etree.fromstring(document), encoding="unicode")


def _of_assert(broken: Any) -> dict[str, str]:
    said = " ".join((broken.findtext(f"{_SVRL}text") or "").split())
    rule = broken.get("id", "")
    flag = broken.get("flag") or broken.get("role") or "fatal"
    return _finding(rule, said.removeprefix(f"[{rule}]").removeprefix("-").strip(), broken.get("location", ""), flag)


def _finding(rule: str, text: str, where: str, flag: str) -> dict[str, str]:
    return {"rule": rule, "text": text, "where": where, "weight": "warning" if flag in _WARNING else "fatal"}
