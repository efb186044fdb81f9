"""The compiler of typst templates; as a program it sets one file in a process of its own: `python -m abonent.kit.typesetting TEMPLATE MOMENT`.

What a compiler has held it gives back only when its process ends. Needs no Django: a child is at work within a tenth of a second.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst


@cache
def compiler(template: Path) -> typst.Compiler:
    """The one compiler of this process for a template."""
    return typst.Compiler(template, root=template.parent, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def main() -> None:
    """Set the data from standard input; the PDF goes to standard output.

    Without tags: they are for reading aloud, and are ten times what the lists themselves need.
    """
    template, moment = Path(sys.argv[1]), int(sys.argv[2])
    inputs = {"data": sys.stdin.buffer.read().decode()}
    content = compiler(template).compile(format="pdf", sys_inputs=inputs, timestamp=moment, pdf_tags=False)
    sys.stdout.buffer.write(content)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
