"""The schemas of the Polish tax office beside the checkout, which name each other by addresses on the web."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
from lxml import etree

from abonent.connectors.einvoices.testing import STANDARDS

FOLDER = STANDARDS / "schemas" / "jpk"
SAMPLES = STANDARDS / "samples" / "jpk"
INVOICES = "Schemat_JPK_FA(3)_v1-0.xsd"
MONTH, QUARTER = "Schemat_JPK_V7M(2)_v1-0.xsd", "Schemat_JPK_V7K(2)_v1-0.xsd"


class _Beside(etree.Resolver):
    """A schema of the web is the file of its name."""

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        return self.resolve_filename(str(FOLDER / PurePosixPath(system_url).name), context)


@cache
def schema(name: str) -> etree.XMLSchema:
    """A schema, put together once; without `../shared/standards` the test is left out."""
    if not FOLDER.is_dir():
        pytest.skip("the schemas (../shared/standards) are not on this machine")
    parser = etree.XMLParser()
    parser.resolvers.add(_Beside())
    return etree.XMLSchema(etree.parse(FOLDER / name, parser))


def faults(name: str, content: bytes) -> list[str]:
    """What a schema says against a document."""
    checked = schema(name)
    checked.validate(etree.fromstring(content))
    return [str(error) for error in checked.error_log]


def as_former_variant(content: bytes) -> bytes:
    """A record of variant 3 as one of variant 2, which has all but the marker of KSeF: the schema of variant 3 is not to be had."""
    root = etree.fromstring(content)
    for marker in ("NrKSeF", "OFF", "BFK", "DI"):
        for element in root.findall(f".//{{*}}{marker}"):
            element.getparent().remove(element)
    text = etree.tostring(root, encoding="unicode")
    for present, former in (
        ("wzor/2025/12/19/14090/", "wzor/2021/07/08/07081/"),
        ("wzor/2025/12/19/14089/", "wzor/2021/07/08/07082/"),
        ("mf/2022/09/13/eD", "mf/2021/06/08/eD"),
        ("(3)", "(2)"),
        ("<WariantFormularza>3<", "<WariantFormularza>2<"),
    ):
        text = text.replace(present, former)
    return text.encode()
