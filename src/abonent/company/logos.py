"""The logo of a company: what may be one, made harmless, kept, and drawn on documents.

A file is judged by what is in it, never by its name, and what is kept is never what was sent: a picture of dots is written anew from its
dots, a drawing passes through a sieve that knows what may stay. A kept logo is never thrown away: posted documents refer to it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

import py_svg_hush
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from abonent.kit import documents
from abonent.kit.files import read_stored, store
from abonent.kit.models import StoredFile
from abonent.kit.refusals import Refusal

OWNER = "company_logo"
PNG, SVG = "image/png", "image/svg+xml"
NAMES = {PNG: "logo.png", SVG: "logo.svg"}
LARGEST, LARGEST_SVG = 2 * 1024 * 1024, 256 * 1024
# One side; beyond this the dots of a small file fill the memory.
MOST_DOTS = 5000
# What print needs at the size a letterhead has.
KEPT_DOTS = (900, 320)
# A drawing that repeats its parts within each other may become endless.
MOST_REPEATED = 20
# Pictures of dots within a drawing.
EMBEDDED = {"image": ["png", "jpeg"]}
SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
FOREIGN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)", re.IGNORECASE)


class CannotBeLogo(Refusal):
    """A file that is no logo, with the cure."""

    sentences = {
        "logo.empty": _("The file is empty. Choose another one."),
        "logo.too_large": _("The file has %(size)s; a logo may have %(most)s. Save it smaller and choose it again."),
        "logo.too_many_dots": _(
            "The picture is %(width)s × %(height)s pixels; a logo may be %(most)s on a side. Save it smaller and choose it again."
        ),
        "logo.unknown": _("This is neither PNG, JPEG nor SVG, whatever its name says. Save the logo as one of these and choose it again."),
        "logo.broken": _("The picture cannot be read to its end. Save it again and choose the new file."),
        "logo.runs": _("The drawing contains a script. Save it as plain SVG or as PNG and choose it again."),
        "logo.fetches": _(
            "The drawing fetches something from elsewhere. Embed its pictures, save it as plain SVG or as PNG, and choose it again."
        ),
        "logo.entities": _("The drawing is written with entities. Save it as plain SVG or as PNG and choose it again."),
        "logo.repeats": _("The drawing repeats its parts too often. Save it as PNG and choose it again."),
        "logo.not_drawn": _("The drawing does not say how large it is, or cannot be drawn. Save it as PNG and choose it again."),
    }


@dataclass(frozen=True)
class Logo:
    """A logo that does no harm."""

    content: bytes
    media_type: str

    @property
    def name(self) -> str:
        """What its file is called."""
        return NAMES[self.media_type]

    @property
    def address(self) -> str:
        """The whole logo as an address that a page may show."""
        return f"data:{self.media_type};base64,{b64encode(self.content).decode()}"

    @property
    def drawing(self) -> str:
        """The logo as a drawing, for documents."""
        return self.content.decode() if self.media_type == SVG else _framed(self)


def harmless_logo(content: bytes) -> Logo:
    """The logo that a file contains, without anything that a logo does not need; CannotBeLogo with the cure."""
    if not content.strip():
        raise CannotBeLogo("logo.empty")
    _demand_size(content, LARGEST)
    picture = _opened(content)
    logo = _redrawn(picture) if picture else _sifted(content)
    if not documents.can_draw(logo.drawing):
        raise CannotBeLogo("logo.not_drawn")
    return logo


def keep_logo(logo: Logo) -> StoredFile:
    """The stored file of a logo; the same logo is kept once."""
    same = StoredFile.objects.filter(owner=OWNER, sha256=hashlib.sha256(logo.content).hexdigest()).first()
    return same or store(name=logo.name, media_type=logo.media_type, content=logo.content, owner=OWNER)


def kept_logo(file: StoredFile) -> Logo:
    """A logo as it is kept."""
    return Logo(read_stored(file), file.media_type)


def drawings_of(logo_ids: Iterable[int | None]) -> Mapping[str, str]:
    """The logos that documents bear, as drawings by their number."""
    files = StoredFile.objects.filter(pk__in={number for number in logo_ids if number}, owner=OWNER)
    return {str(file.pk): kept_logo(file).drawing for file in files}


def _demand_size(content: bytes, most: int) -> None:
    if len(content) > most:
        raise CannotBeLogo("logo.too_large", size=filesizeformat(len(content)), most=filesizeformat(most))


def _opened(content: bytes) -> Image.Image | None:
    """The picture, its dots not yet read; None if the file is not one."""
    try:
        return Image.open(BytesIO(content), formats=("PNG", "JPEG"))
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise CannotBeLogo("logo.broken") from None


def _redrawn(picture: Image.Image) -> Logo:
    """The picture written anew from its dots, upright, as large as print needs: whatever else the file held is gone."""
    if max(picture.size) > MOST_DOTS:
        raise CannotBeLogo("logo.too_many_dots", width=picture.width, height=picture.height, most=MOST_DOTS)
    try:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError):
        raise CannotBeLogo("logo.broken") from None
    upright.thumbnail(KEPT_DOTS)
    upright.info.clear()
    written = BytesIO()
    upright.save(written, "PNG", optimize=True)
    return Logo(written.getvalue(), PNG)


def _sifted(content: bytes) -> Logo:
    """The drawing with nothing in it but what drawings need; one that does more than draw is refused, that its owner may know."""
    root = _parsed(content)
    _demand_size(content, LARGEST_SVG)
    _demand_that_it_only_draws(root)
    try:
        return Logo(py_svg_hush.filter_svg(content, EMBEDDED), SVG)
    except ValueError:
        raise CannotBeLogo("logo.not_drawn") from None


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise CannotBeLogo("logo.unknown") from None
    if root.tag != f"{SVG_NAMESPACE}svg":
        raise CannotBeLogo("logo.unknown")
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in content:
        raise CannotBeLogo("logo.entities")
    return root


def _demand_that_it_only_draws(root: etree._Element) -> None:
    if "viewBox" not in root.attrib and not {"width", "height"} <= set(root.attrib):
        raise CannotBeLogo("logo.not_drawn")
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    names = [etree.QName(element).localname.lower() for element in elements]
    if "script" in names or "foreignobject" in names or any(map(_has_handler, elements)):
        raise CannotBeLogo("logo.runs")
    if any(map(_fetches, elements)):
        raise CannotBeLogo("logo.fetches")
    if names.count("use") > MOST_REPEATED:
        raise CannotBeLogo("logo.repeats")


def _has_handler(element: etree._Element) -> bool:
    """Whether something happens when the element is pointed at, clicked or loaded."""
    return any(str(name).lower().startswith("on") for name in element.attrib)


def _fetches(element: etree._Element) -> bool:
    """Whether the element leads out of the drawing; a link that readers may follow is taken away in silence."""
    name = etree.QName(element).localname.lower()
    targets = [str(element.get(href, "")).strip() for href in ("href", XLINK_HREF)] if name != "a" else []
    styles = [*map(str, element.attrib.values()), str(element.text or "") if name == "style" else ""]
    leads_out = any(target and not target.startswith(("#", "data:image/png", "data:image/jpeg")) for target in targets)
    return leads_out or any(FOREIGN_STYLE.search(style) for style in styles)


def _framed(logo: Logo) -> str:
    """A picture of dots as a drawing that holds it."""
    with Image.open(BytesIO(logo.content)) as picture:
        width, height = picture.size
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {size}><image {size} href="{logo.address}"/></svg>'
