"""Every template of the product is compiled, so that a typing error is found before a reader finds it."""

from __future__ import annotations

import os
from pathlib import Path

import abonent


def broken_templates() -> dict[str, str]:
    """Name and reason of each template under `abonent/*/templates` that does not compile."""
    import django
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.loader import get_template

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    django.setup()
    broken = {}
    for name in template_names():
        try:
            get_template(name)
        except (TemplateSyntaxError, TemplateDoesNotExist) as fault:
            broken[name] = str(fault)
    return broken


def template_names() -> list[str]:
    """Names of all templates as views call them."""
    folders = Path(abonent.__path__[0]).glob("**/templates")
    return sorted(str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.html"))
