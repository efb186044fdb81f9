"""Lines as Finnish banks write them: eight bits (ISO-8859-15), or seven with the letters in place of brackets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from abonent.connectors.line_files.source import Line, Source

STANDARD = "iso8859-15"
SEVEN_BIT = str.maketrans("[\\]{|}", "ÄÖÅäöå")


def finnish_lines(source: Source, width: int = 0) -> Iterator[Line]:
    """All lines; brackets are letters only in a file without any byte beyond ASCII, and it is said."""
    encoding = source.encoding(STANDARD)
    is_seven_bit = not source.bytes_beyond_ascii()
    for line in source.lines(encoding, width):
        text = line.text.translate(SEVEN_BIT) if is_seven_bit else line.text
        if text != line.text:
            source.warnings["lines.seven_bit_letters"] = {}
        yield replace(line, text=text)
