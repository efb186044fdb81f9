"""The mark as pictures in the sizes that a telephone or a desktop asks for when the product is installed on it as an app."""

from __future__ import annotations

from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("app_icon.typ")
GROUND = "#0b6170"

# Name: dots a side, and how much of it the mark fills. Telephones cut what they call maskable to a circle or a drop: the mark keeps to the inner four fifths (W3C Web App Manifest, "Safe zone").
SIZES = {"app-192.png": (192, 100), "app-512.png": (512, 100), "app-mask-512.png": (512, 84), "app-touch-180.png": (180, 96)}


def app_icon(name: str) -> bytes:
    """One of SIZES as PNG."""
    dots, percent = SIZES[name]
    made = typst.compile(TEMPLATE, format="png", ppi=float(dots), sys_inputs={"percent": str(percent), "ground": GROUND})
    if not isinstance(made, bytes):
        raise TypeError("an icon is one picture")
    return made
