"""What the browser loads."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

import abonent
from abonent.ui import frontend
from abonent.ui.frontend_css import prune
from abonent.ui.staticfiles import MANIFEST, FingerprintedStorage, gather_what_is_new

PACKAGE = Path(abonent.__path__[0])
NODE_MODULES = PACKAGE.parents[1] / "node_modules"
FIRST_LOAD_KB = 150

needs_packages = pytest.mark.skipif(not (NODE_MODULES / "@tabler").exists(), reason="no front-end packages: bin/setup fetches them")


def sources(*endings: str) -> list[Path]:
    return [file for ending in endings for file in PACKAGE.rglob(f"*{ending}") if "/tests/" not in str(file)]


@needs_packages
def test_the_first_load_stays_within_its_budget(tmp_path):
    files = {file.name: file for file in frontend.build(NODE_MODULES, tmp_path)}
    first = [files[name] for name in ("abonent.css", "abonent.js", "sprite.svg", "inter.woff2", "inter-european.woff2")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in first) <= FIRST_LOAD_KB * 1024


@needs_packages
def test_the_style_sheet_reads_no_property_that_nobody_sets():
    css = frontend.style_sheet(NODE_MODULES)
    read, written = set(re.findall(r"var\((--ab-[\w-]+)", css)), set(re.findall(r"(--ab-[\w-]+)\s*:", css))
    assert read <= written


def test_pruning_keeps_what_our_pages_can_match_and_what_that_reads():
    css = ":root{--a:1px;--b:2px}.btn{margin:var(--a)}.btn,.card{color:red}.card:hover{margin:var(--b)}@media print{.card{top:0}}a{top:0}"
    assert prune(css, {"btn"}, also_used_by="") == ":root{--a:1px;}.btn{margin:var(--a)}.btn{color:red}a{top:0}"


def test_every_icon_that_is_shown_is_in_the_sprite():
    listed = set((PACKAGE / "ui" / "icons.txt").read_text().split())
    html = re.compile(r"""(?:\bicon(?:_after)?="|note_icon="|\{%\s*icon\s+["'])([a-z][\w-]*)["']""")
    python = re.compile(r"""\bicon=["']([a-z][\w-]*)["']""")
    shown = {name for file in sources(".html") for name in html.findall(file.read_text())}
    shown |= {name for file in sources(".py") for name in python.findall(file.read_text())}
    assert shown <= listed


def test_no_template_needs_inline_script_or_style():
    inline = re.compile(r"""\sstyle=|\son\w+="|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|<style""")
    guilty = [str(file) for file in sources(".html") if inline.search(file.read_text())]
    assert not guilty


def test_every_class_of_our_templates_has_a_rule_or_comes_from_tabler():
    own = "".join(sheet.read_text() for sheet in frontend.CSS.glob("*.css"))
    known = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", own)) | frontend.TABLER_CLASSES
    for file in (PACKAGE / "ui" / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"{}]*)"', file.read_text()):
            assert {name for name in value.split() if name.startswith("ab-")} <= known, file


def test_gathered_files_carry_their_hash_and_nothing_is_gathered_twice(tmp_path, settings):
    source, root = tmp_path / "source", tmp_path / "root"
    source.mkdir()
    (source / "page.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], root
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    assert staticfiles_storage.url("page.css") == "/static/page.css"
    gather_what_is_new()
    assert re.fullmatch(r"/static/page\.[0-9a-f]{12}\.css", FingerprintedStorage(location=root).url("page.css"))
    made = (root / MANIFEST).stat().st_mtime_ns
    gather_what_is_new()
    assert (root / MANIFEST).stat().st_mtime_ns == made
