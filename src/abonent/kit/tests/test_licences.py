"""Every package we stand on may be used, changed and passed on; none forces its licence on what is built with it."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[4]

ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Apache-2.0", "PSF-2.0", "CNRI-Python"),
    *("MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "OFL-1.1", "CC0-1.0", "Unlicense"),
}

ALLOWED_CLASSIFIERS = {
    "MIT License",
    "BSD License",
    "ISC License (ISCL)",
    "Apache Software License",
    "Python Software Foundation License",
    "Mozilla Public License 2.0 (MPL 2.0)",
    "GNU Lesser General Public License v2 (LGPLv2)",
    "GNU Lesser General Public License v2 or later (LGPLv2+)",
    "GNU Lesser General Public License v3 (LGPLv3)",
    "The Unlicense (Unlicense)",
    "SIL Open Font License 1.1 (OFL-1.1)",
}

# Whose metadata says something else than its licence file, read by us.
REVIEWED = {
    "py-svg-hush": "MIT",  # says nothing; its licence file is the MIT licence
    "saxonche": "MPL-2.0",  # its metadata speaks of the paid editions only; the HE that it holds is under the MPL
    "qrcode": "BSD-3-Clause",  # its "other" classifier means the MIT notice of the code it grew from
}


def locked_packages() -> list[str]:
    lines = [line for file in ("runtime", "dev", "node") for line in (PROJECT / "requirements" / f"{file}.txt").read_text().splitlines()]
    return sorted({found[1] for line in lines if (found := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==", line))})


def licences_not_allowed(package: str) -> set[str]:
    """What this package says of its licence and we do not accept; a choice ("OR") needs one good branch only."""
    said = metadata(package)
    if expression := REVIEWED.get(package) or said.get("License-Expression"):
        choices = [set(re.split(r"\s+AND\s+", choice.strip(" ()"))) - ALLOWED for choice in re.split(r"\s+OR\s+", expression)]
        return min(choices, key=len)
    classifiers = {line.split(" :: ")[-1] for line in said.get_all("Classifier") or [] if line.startswith("License ::")}
    classifiers -= {"OSI Approved"}
    if classifiers:
        return classifiers - ALLOWED_CLASSIFIERS
    name = (said.get("License") or "says nothing").splitlines()[0].strip()
    return {name} - ALLOWED


@pytest.mark.parametrize("package", locked_packages())
def test_a_python_package_has_a_licence_we_accept(package: str):
    try:
        assert licences_not_allowed(package) == set()
    except PackageNotFoundError:
        pytest.skip("for another kind of machine")


def test_front_end_packages_have_licences_we_accept():
    locked = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    licences = {name: package.get("license") for name, package in locked.items() if name}
    assert licences
    assert {name: licence for name, licence in licences.items() if licence not in ALLOWED} == {}


def test_lock_files_name_no_place_to_download_from():
    files = [*(PROJECT / "requirements").iterdir(), PROJECT / "package-lock.json"]
    assert [file.name for file in files if re.search(r"resolved|index-url|find-links|\.tgz|\.whl", file.read_text())] == []
