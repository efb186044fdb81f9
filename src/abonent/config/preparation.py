"""What has to be done before pages are served: tables brought up to date, static files gathered. `python -m abonent.config.preparation`"""

from __future__ import annotations

import os


def prepare() -> None:
    """Migrate and gather; both do nothing when nothing is new."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    django.setup()
    from abonent.ui.staticfiles import gather_what_is_new

    call_command("migrate", verbosity=0)
    gather_what_is_new()


if __name__ == "__main__":
    prepare()
