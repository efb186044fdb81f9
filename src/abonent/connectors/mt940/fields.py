"""From lines to the fields of each message.

A field begins with its tag at the beginning of a line and goes on to the next tag. Only tags of the format begin one: banks break a line of
text where they like, so `:26:37` may be the end of a time of day. What stands outside messages (headers of SWIFT or of a bank) is passed by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from abonent.connectors.line_files.source import Line, head_text

TAGS = ("20", "21", "25", "25P", "28", "28C", "34F", "13", "13D", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "90C", "90D", "NS")
TAG = re.compile(rf":({'|'.join(TAGS)}):")
ENVELOPE = re.compile(r"(?:\{[1-35]:.*?\}+)*\{4:|^:940:")  # blocks of SWIFT before the text; Rabobank's own beginning
END = re.compile(r"-(?:\}.*|XXX)?\s*")
FULL_LINE = 61  # of 65 columns, less a tag: a line as long as this was cut in the middle of a word
KNOWN = re.compile(r"(?:^|[\r\n]|\{4:)[ \t]*:(?:20|25|28C?|60[FM]|61|62[FM]|86):")


@dataclass(slots=True)
class Field:
    """One field with its lines; `number` is the line of its tag."""

    tag: str
    number: int
    lines: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        return self.lines[0].strip()

    def glued(self) -> str:
        """The lines as one text: full lines were cut and are put together again, shorter ones are parted by a blank."""
        parts = [line if len(line) >= FULL_LINE else line + " " for line in self.lines]
        return "".join(parts).strip()


def looks_like_mt940(head: bytes) -> bool:
    """Whether a field of a statement begins a line near the beginning of a file."""
    text = head_text(head)
    return not text.startswith("<") and KNOWN.search(text) is not None


def fields_of(lines: Iterable[Line]) -> Iterator[Field | None]:
    """The fields in their order, and None where a message ends."""
    current: Field | None = None
    for line in lines:
        text = ENVELOPE.sub("", line.text, count=1)
        tag = TAG.match(text.lstrip())
        if tag:
            if current:
                yield current
            current = Field(tag[1], line.number, [text.lstrip()[tag.end() :]])
        elif current and END.fullmatch(text):
            yield current
            yield None
            current = None
        elif current:
            current.lines.append(text)
    if current:
        yield current
    yield None
