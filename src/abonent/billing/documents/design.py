"""How a document is set: the version of its company's template that holds on its day, and the words it says to this customer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.billing.models import DocumentTemplate
from abonent.billing.rules.document_layouts import LAYOUTS, TemplateDescription, Words, usual_description
from abonent.kit.filled_text import filled, paragraphs


@dataclass(frozen=True)
class Addressee:
    """What decides which texts a document bears: the languages that fit, the best first, its way, and the products on it."""

    languages: tuple[str, ...]
    channel: str = ""
    products: Collection[int] = ()


def design_data(kind: str, described: TemplateDescription | None, addressee: Addressee, values: Mapping[str, str]) -> dict[str, Any]:
    """What the letterhead reads beside the figures: colour, logo, blocks in their order, and the texts with their fields filled."""
    said = described or usual_description(kind)
    known = {name: values.get(name, "") for name in LAYOUTS[kind].fields}
    texts: dict[str, list[list[str]]] = {}
    for text in chosen_words(said.texts, addressee):
        written = [paragraph.split("\n") for paragraph in paragraphs(filled(text.words, known))]
        texts.setdefault(text.place, []).extend(written)
    return {"accent": said.accent, "logo_height": said.logo_height, "blocks": [*said.blocks], "texts": texts}


def chosen_words(texts: Collection[Words], addressee: Addressee) -> list[Words]:
    """The texts a document bears, in their order: each said for other ways, products or languages is left out.

    Texts for the same place, way and product are one text in several languages: the first language that fits is taken, else the first there is.
    """
    groups: dict[tuple[str, str, int | None], dict[str, Words]] = {}
    for text in texts:
        if text.channel in ("", addressee.channel) and (text.product_id is None or text.product_id in addressee.products):
            groups.setdefault((text.place, text.channel, text.product_id), {}).setdefault(text.language, text)
    chosen = []
    for spoken in groups.values():
        language = next((one for one in addressee.languages if one in spoken), next(iter(spoken)))
        chosen.append(spoken[language])
    return chosen


class Designs:
    """The versions that hold, each asked for once however many documents are set."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str, date], TemplateDescription | None] = {}

    def on(self, entity: int, kind: str, day: date) -> TemplateDescription | None:
        """How the documents of a company look on a day; None as usual."""
        key = (entity, kind, day)
        if key not in self._found:
            held = DocumentTemplate.objects.filter(entity=entity, kind=kind, from_on__lte=day).order_by("-from_on")
            template = held.prefetch_related("texts").first()
            self._found[key] = template.described if template else None
        return self._found[key]
