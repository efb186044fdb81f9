"""Compiles the message catalogues of the five languages: `python -m abonent.config.languages`. Starts no database.

The `.po` files are what people edit; the `.mo` files are made from them at set-up and are not kept in the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def catalogues() -> list[Path]:
    """Every catalogue that people edit."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_catalogues() -> int:
    """Write the machine's form of each catalogue beside it; returns how many. Unsure ("fuzzy") messages stay English."""
    for file in catalogues():
        with file.open("rb") as readable:
            catalogue = read_po(readable, locale=file.parts[-3])
        with file.with_suffix(".mo").open("wb") as written:
            write_mo(written, catalogue)
    return len(catalogues())


if __name__ == "__main__":
    sys.stderr.write(f"{compile_catalogues()} message catalogues\n")
