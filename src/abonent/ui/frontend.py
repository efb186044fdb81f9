"""Builds what the browser loads, from node_modules and from this folder: `python -m abonent.ui.frontend`.

Out come, in `FRONTEND_DIR/frontend`, one style sheet, one script, one icon sprite, the icons of the app and the fonts. Tabler's style
sheet is 79 kB compressed and gives us reset, `.btn`, `.form-*`, `.visually-hidden`: the rest of it is left out. Inter is cut to the weights and
letters of the five languages (46 kB instead of 133); rarer letters come from the full file when a page has one.
The first load stays under 150 kB compressed; a test holds it there.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from abonent.ui.app_icons import SIZES, app_icon
from abonent.ui.frontend_css import prune

HERE = Path(__file__).resolve().parent
CSS = HERE / "static" / "ui" / "css"
JS = HERE / "static" / "ui" / "js"

# Frame and basics first, then one file a component; print last, so that paper wins.
FIRST_SHEETS = ("tokens", "base", "button", "badge", "chip", "form", "card", "tabs", "table", "shell")
LAST_SHEETS = ("print",)

TABLER_CLASSES = {
    "btn", "btn-primary", "btn-danger", "btn-icon", "btn-sm", "disabled", "form-check", "form-check-inline", "form-check-input",
    "form-control", "form-label", "form-select", "is-invalid", "visually-hidden", "visually-hidden-focusable",
}  # fmt: skip

LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD"
EUROPEAN = "U+0100-017F,U+0218-021B"
RARE = "U+0180-0217,U+021C-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0"
FONT_FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "case", "cv05"]


def build(node_modules: Path, target: Path) -> list[Path]:
    """Write every file the pages load; returns them. Fonts are cut once and kept, for that takes seconds."""
    out = target / "frontend"
    out.mkdir(parents=True, exist_ok=True)
    return [
        *_fonts(node_modules / "@fontsource-variable" / "inter" / "files", out),
        _write(out / "abonent.css", style_sheet(node_modules)),
        _write(out / "abonent.js", script(node_modules)),
        _write(out / "sprite.svg", sprite(node_modules)),
        *_app_icons(out),
    ]


def style_sheet(node_modules: Path) -> str:
    """Fonts, what we use of Tabler, then our own sheets in their order."""
    own = "\n".join(sheet.read_text() for sheet in _own_sheets())
    tabler = (node_modules / "@tabler" / "core" / "dist" / "css" / "tabler.min.css").read_text()
    return "\n".join([_font_faces(), prune(tabler, TABLER_CLASSES, also_used_by=own), _without_comments(own)])


def script(node_modules: Path) -> str:
    """htmx, then one behaviour a file."""
    htmx = (node_modules / "htmx.org" / "dist" / "htmx.min.js").read_text()
    return "\n".join([htmx, *(path.read_text() for path in sorted(JS.glob("*.js")))])


def sprite(node_modules: Path) -> str:
    """The icons named in icons.txt as symbols `i-NAME`."""
    folder = node_modules / "@tabler" / "icons" / "icons" / "outline"
    names = (HERE / "icons.txt").read_text().split()
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{_drawing(folder / f"{name}.svg")}</symbol>' for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _app_icons(out: Path) -> list[Path]:
    for name in SIZES:
        (out / name).write_bytes(app_icon(name))
    return [out / name for name in SIZES]


def _drawing(path: Path) -> str:
    text = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
    text = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).replace(" />", "/>").strip()


def _own_sheets() -> list[Path]:
    ordered = [*FIRST_SHEETS, *sorted(path.stem for path in CSS.glob("*.css") if path.stem not in FIRST_SHEETS + LAST_SHEETS), *LAST_SHEETS]
    return [CSS / f"{stem}.css" for stem in ordered]


def _without_comments(css: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def _font_faces() -> str:
    faces = [("inter.woff2", LATIN), ("inter-european.woff2", EUROPEAN), ("inter-rare.woff2", RARE)]
    return "\n".join(
        "@font-face{font-family:'Inter Variable';font-style:normal;font-display:swap;font-weight:400 600;"
        f"src:url({name}) format('woff2-variations');unicode-range:{letters}}}"
        for name, letters in faces
    )


def _fonts(files: Path, out: Path) -> list[Path]:
    latin, extended = files / "inter-latin-wght-normal.woff2", files / "inter-latin-ext-wght-normal.woff2"
    return [
        _cut_font(latin, out / "inter.woff2", LATIN),
        _cut_font(extended, out / "inter-european.woff2", EUROPEAN),
        _cut_font(extended, out / "inter-rare.woff2", RARE),
    ]


def _cut_font(source: Path, target: Path, letters: str) -> Path:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return target
    from fontTools.subset import Options, Subsetter, parse_unicodes, save_font
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Written out and read again: the subsetter stumbles over the tables the instancer has just emptied.
    between = BytesIO()
    instantiateVariableFont(TTFont(source), {"wght": (400, 400, 600)}).save(between)
    font = TTFont(between)
    options = Options(flavor="woff2", layout_features=FONT_FEATURES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(letters.replace("U+", "")))
    subsetter.subset(font)
    save_font(font, str(target), options)
    return target


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def main() -> int:
    """Build into the folder the settings name, from the node_modules of the checkout."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    from django.conf import settings

    node_modules = Path(os.environ.get("ABONENT_NODE_MODULES") or HERE.parents[2] / "node_modules")
    if not (node_modules / "@tabler").exists():
        print(f"No front-end packages in {node_modules}: run `npm ci` there first.", file=sys.stderr)  # noqa: T201
        return 1
    for path in build(node_modules, Path(settings.FRONTEND_DIR)):
        print(f"{path.stat().st_size / 1024:7.1f} kB  {path}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
