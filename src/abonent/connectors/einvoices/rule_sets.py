"""The rules that other people write for formats, in the installation's folder of rules: taken in, found again, opened to be checked by.

A pack is what somebody added: an archive or a folder, unpacked once under the hash of its content. A rule set is what a format needs
of a pack, known by the names of its files, however the pack lays them out. The latest pack that has a set is the one that counts.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from abonent.kit import clock
from abonent.kit.refusals import Refusal

MEGABYTE = 2**20
MOST_BYTES = 100 * MEGABYTE
MOST_FILES = 2_000
# What rules are made of; pictures, papers and examples of an archive stay in it.
KEPT = (".xsd", ".xslt", ".xsl")
_LABEL = "pack.json"


class CannotAddRules(Refusal):
    """An archive that is none, is dangerous, or holds no rules that a format here needs."""

    sentences = {
        "rules.no_archive": _(
            "%(file)s is neither a folder nor a ZIP archive that can be read. Download it again from whoever publishes it."
        ),
        "rules.hostile": _("%(file)s holds %(member)s, which leads out of the archive. Nothing was taken in."),
        "rules.too_big": _(
            "%(file)s unpacks to more than %(most)s MB or %(files)s files. Rule sets are far smaller; nothing was taken in."
        ),
        "rules.unknown": _("%(file)s holds no rule set that is needed here. Needed are: %(needed)s."),
    }


@dataclass(frozen=True)
class RuleSet:
    """What a format needs to be checked: the names of the files that must be there, of which the first says that the set is."""

    name: str
    label: str
    files: tuple[str, ...]


UBL = RuleSet("ubl", "UBL 2.1", ("UBL-Invoice-2.1.xsd", "UBL-CreditNote-2.1.xsd", "UBL-CommonAggregateComponents-2.1.xsd"))
PEPPOL = RuleSet("peppol", "Peppol BIS Billing 3", ("PEPPOL-EN16931-UBL.xslt", "CEN-EN16931-UBL.xslt"))
FINVOICE = RuleSet("finvoice", "Finvoice 3.0", ("Finvoice3.0.xsd",))
KSEF = RuleSet(
    "ksef",
    "KSeF FA(3)",
    ("schemat_FA(3)_v1-0E.xsd", "StrukturyDanych_v10-0E.xsd", "KodyKrajow_v10-0E.xsd", "ElementarneTypyDanych_v10-0E.xsd"),
)
NAV = RuleSet("nav", "NAV Online Számla 3.0", ("invoiceData.xsd", "invoiceBase.xsd", "common.xsd"))
RULE_SETS = (UBL, PEPPOL, FINVOICE, KSEF, NAV)


@dataclass(frozen=True)
class Pack:
    """Rules that somebody added: the name of the file he gave, its version as he or the name says, when, and the hash of its content."""

    name: str
    sha256: str
    added_at: str
    folder: str

    def file(self, name: str) -> Path | None:
        """The file of that name, wherever the pack has it."""
        return next(iter(sorted(Path(self.folder).rglob(_escaped(name)))), None)

    def has(self, rule_set: RuleSet) -> bool:
        """Whether all files of a set are there."""
        return all(self.file(name) for name in rule_set.files)


def packs() -> list[Pack]:
    """What was added, the latest first."""
    labels = sorted(_root().glob(f"*/{_LABEL}"))
    found = [Pack(folder=str(label.parent), **json.loads(label.read_text("utf-8"))) for label in labels]
    return sorted(found, key=lambda pack: pack.added_at, reverse=True)


def pack_of(rule_set: RuleSet, among: Iterable[Pack] | None = None) -> Pack | None:
    """The pack that a set is taken from; None where it is missing."""
    return next((pack for pack in (packs() if among is None else among) if pack.has(rule_set)), None)


def add_rules(source: Path) -> Pack:
    """Take in an archive or a folder, whole or not at all; one that is there already is the latest again."""
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".new-") as area:
        unpacked = Path(area) / "pack"
        unpacked.mkdir()
        _unpack(source, unpacked)
        pack = Pack(source.stem if source.is_file() else source.name, _hash_of(unpacked), clock.now().isoformat(), str(unpacked))
        if not any(pack.has(rule_set) for rule_set in RULE_SETS):
            raise CannotAddRules("rules.unknown", file=source.name, needed=", ".join(each.files[0] for each in RULE_SETS))
        label = {name: value for name, value in asdict(pack).items() if name != "folder"}
        (unpacked / _LABEL).write_text(json.dumps(label), "utf-8")
        place = root / pack.sha256[:16]
        if place.exists():
            shutil.rmtree(place)
        unpacked.rename(place)
    return Pack(**label, folder=str(place))


def _root() -> Path:
    return Path(settings.HOME) / "rules"


def _unpack(source: Path, into: Path) -> None:
    members = _of_folder(source) if source.is_dir() else _of_archive(source)
    total = 0
    for count, (name, content) in enumerate(members, start=1):
        total += len(content)
        if total > MOST_BYTES or count > MOST_FILES:
            raise CannotAddRules("rules.too_big", file=source.name, most=MOST_BYTES // MEGABYTE, files=MOST_FILES)
        place = into / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _of_folder(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    for file in sorted(source.rglob("*")):
        if file.suffix in KEPT and file.is_file() and not file.is_symlink():
            yield PurePosixPath(file.relative_to(source).as_posix()), _read_within_bounds(source, file)


def _read_within_bounds(source: Path, file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise CannotAddRules("rules.too_big", file=source.name, most=MOST_BYTES // MEGABYTE, files=MOST_FILES)
    return file.read_bytes()


def _of_archive(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        with ZipFile(source) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES * 5:
                raise CannotAddRules("rules.too_big", file=source.name, most=MOST_BYTES // MEGABYTE, files=MOST_FILES)
            for member in members:
                name = _safe_name(source, member)
                if name.suffix in KEPT and not member.is_dir():
                    yield name, _unpacked(source, archive, member)
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise CannotAddRules("rules.no_archive", file=source.name) from fault


def _safe_name(source: Path, member: ZipInfo) -> PurePosixPath:
    """The place of a member inside the pack. One that leads out of it, or is a link, is why the whole archive is refused."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if name.is_absolute() or ".." in name.parts or ":" in member.filename or is_link:
        raise CannotAddRules("rules.hostile", file=source.name, member=member.filename[:80])
    return name


def _unpacked(source: Path, archive: ZipFile, member: ZipInfo) -> bytes:
    """The content of a member; never more than the bounds, whatever the archive says of its size."""
    with archive.open(member) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotAddRules("rules.too_big", file=source.name, most=MOST_BYTES // MEGABYTE, files=MOST_FILES)
    return content


def _hash_of(folder: Path) -> str:
    """One hash of all files and their places."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _escaped(name: str) -> str:
    """The name as a pattern that means itself: KSeF has brackets in its names."""
    return name.replace("[", "[[]")
