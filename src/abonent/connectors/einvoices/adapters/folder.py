"""Documents as files in a folder of the installation, from which another program carries them on."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from abonent.connectors.einvoices.adapters.receipts import NotReached, Receipt


def hand_over(*, folder: str, name: str, content: bytes) -> Receipt:
    """Write the file whole or not at all: who looks into the folder never sees half of one. Written again it is the same file."""
    place = Path(settings.HOME) / "outbox" / folder
    try:
        place.mkdir(parents=True, exist_ok=True)
        waiting = place / f".{name}.part"
        with waiting.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        waiting.replace(place / name)
    except OSError as trouble:
        raise NotReached(f"{place.name}: {trouble.strerror}") from trouble
    return Receipt(f"{folder}/{name}", is_accepted=False)
