"""Static files under names that carry their hash, compressed once, kept by browsers for good.

`abonent up` gathers them before it serves pages. Where nobody has gathered (tests, `bin/dev`) files keep their plain names.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Sources of the bundle, which no page loads by themselves.
LEFT_OUT = ["ui/css/*", "ui/js/*"]
MANIFEST = "staticfiles.json"


class FingerprintedStorage(CompressedManifestStaticFilesStorage):
    """Names with hashes where files were gathered, plain names elsewhere; a name nobody knows is a mistake in a template."""

    def stored_name(self, name: str) -> str:
        """The name in the address of a file."""
        return super().stored_name(name) if self.hashed_files else name


def gather_what_is_new() -> None:
    """Copy, hash and compress the static files of the product and its libraries, if any is newer than those gathered."""
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    if not manifest.exists() or manifest.stat().st_mtime < _newest_source():
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=LEFT_OUT)


def _newest_source() -> float:
    files = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(LEFT_OUT))
    return max((file.stat().st_mtime for file in files), default=0)
