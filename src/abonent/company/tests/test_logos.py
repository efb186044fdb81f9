"""What may be a logo: judged by what is in the file, made harmless, refused with the cure."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from abonent.company.logos import MOST_DOTS, CannotBeLogo, drawings_of, harmless_logo, keep_logo, kept_logo
from abonent.kit.models import StoredFile

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 20">{}</svg>'
DOT = '<path id="dot" d="M0 0H60V20Z" fill="#0b6170"/>'
TINY = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def drawn(*parts: str) -> bytes:
    return SVG.format("".join(parts)).encode()


def picture(kind: str, size: tuple[int, int] = (300, 100), mode: str = "RGB", **how: object) -> bytes:
    written = BytesIO()
    Image.new(mode, size, 127).save(written, kind, **how)
    return written.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as opened:
        return opened.size


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo.empty"),
        (b"GIF89a not for us", "logo.unknown"),
        (picture("GIF", mode="L"), "logo.unknown"),
        (b"<html><body>logo</body></html>", "logo.unknown"),
        (b"<svg><path/></svg>", "logo.unknown"),
        (picture("PNG")[:120], "logo.broken"),
        (picture("PNG", (MOST_DOTS + 1, 10)), "logo.too_many_dots"),
        (b"x" * 3_000_000, "logo.too_large"),
        (drawn("<!--" + "x" * 300_000 + "-->"), "logo.too_large"),
        (drawn(DOT, "<script>alert(1)</script>"), "logo.runs"),
        (drawn('<g onclick="alert(1)">', DOT, "</g>"), "logo.runs"),
        (drawn("<foreignObject><iframe/></foreignObject>"), "logo.runs"),
        (drawn('<image href="https://example.org/a.png"/>'), "logo.fetches"),
        (drawn('<image href="/etc/passwd"/>'), "logo.fetches"),
        (drawn('<image xlink:href="data:image/svg+xml;base64,AAAA"/>'), "logo.fetches"),
        (drawn('<use xlink:href="other.svg#a"/>'), "logo.fetches"),
        (drawn("<style>@import 'https://example.org/a.css';</style>", DOT), "logo.fetches"),
        (drawn('<path d="M0 0H9" style="fill:url(https://example.org/a.svg#b)"/>'), "logo.fetches"),
        (drawn(DOT, '<use href="#dot"/>' * 21), "logo.repeats"),
        (b'<!DOCTYPE svg [<!ENTITY a "x">]>' + drawn("<text>&a;</text>"), "logo.entities"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0H9"/></svg>', "logo.not_drawn"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_cure(content: bytes, code: str):
    with pytest.raises(CannotBeLogo) as refused:
        harmless_logo(content)
    assert refused.value.code == code
    assert str(refused.value)


def test_a_drawing_keeps_what_it_draws_and_loses_what_leads_out_of_it():
    logo = harmless_logo(drawn('<a href="https://example.org"><text>Hej</text></a>', DOT, f'<image href="data:image/png;base64,{TINY}"/>'))
    text = logo.content.decode()
    assert (logo.media_type, "#0b6170" in text, TINY in text, "example.org" in text) == ("image/svg+xml", True, True, False)
    assert harmless_logo(logo.content) == logo


def test_a_photograph_is_written_anew_without_what_else_it_held_and_no_larger_than_print_needs():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    sent = picture("JPEG", (2000, 400), exif=exif) + b"<script>"
    logo = harmless_logo(sent)
    assert (logo.media_type, size_of(logo.content)) == ("image/png", (900, 180))
    assert (b"secret" in sent, b"secret" in logo.content, b"script" in logo.content) == (True, False, False)
    assert harmless_logo(logo.content) == logo
    assert 'viewBox="0 0 900 180"' in logo.drawing


@pytest.mark.django_db
def test_the_same_logo_is_kept_once_and_comes_back_as_a_drawing():
    first, second = (keep_logo(harmless_logo(drawn(DOT))) for _time in range(2))
    dots = keep_logo(harmless_logo(picture("PNG")))
    assert first == second
    assert StoredFile.objects.filter(owner="company_logo").count() == 2
    assert kept_logo(first) == harmless_logo(drawn(DOT))
    assert drawings_of([first.pk, None, dots.pk]).keys() == {str(first.pk), str(dots.pk)}
