"""The batch, its faults, and the mappings that are remembered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.kit.models import ClockNow, StoredFile


class ImportSource(models.Model):
    """Another system that rows are loaded from: where they are, what is asked, when, and what a missing row means.

    `name` is the source of the keys that come from it. `way` says how its rows are come by: from its database, from an address on the web, or
    as files that are put into `folder`. `address` and `secret` are sealed with the installation's key and never shown again. The first two are asked `at` a time on
    `weekdays` (bits, Monday 1; none: only by hand) in `zone`; a folder is looked into on these days from that time on. What comes is
    committed by itself if at most `most_errors` rows have errors and at most `most_changes` are new or changed, else it waits for a
    person.
    """

    class Way(models.TextChoices):
        DATABASE = "database", _("Database")
        FOLDER = "folder", _("Folder")
        ADDRESS = "address", _("Address on the web")

    class WhenVanished(models.TextChoices):
        NOTHING = "nothing", _("List them, and do nothing")
        MARK = "mark", _("Mark them until they come back")
        PARTIAL = "partial", _("Nothing: what comes is only a part of the rows")

    name = models.CharField(max_length=40, unique=True)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.DATABASE)
    kind = models.CharField(max_length=30)
    address = models.TextField(blank=True)
    query = models.TextField(blank=True)
    header = models.CharField(max_length=60, blank=True, default="Authorization")
    secret = models.TextField(blank=True, help_text="sealed: what the header says to an address on the web")
    rows_at = models.CharField(max_length=200, blank=True, help_text="the names that lead to the list of rows in an answer, with dots")
    next_at = models.CharField(max_length=200, blank=True, help_text="the names that lead to the address of the next page")
    folder = models.CharField(max_length=40, blank=True, help_text="a folder in the folder of files that are handed in")
    defaults = models.JSONField(default=dict, help_text="values for fields that the answer does not have")
    most_rows = models.PositiveIntegerField(default=200_000)
    when_vanished = models.CharField(max_length=8, choices=WhenVanished.choices, default=WhenVanished.NOTHING)
    at = models.TimeField(null=True, blank=True)
    weekdays = models.PositiveSmallIntegerField(default=127)
    zone = models.CharField(max_length=40, default="Europe/Stockholm")
    most_changes = models.PositiveIntegerField(null=True, blank=True)
    most_errors = models.PositiveIntegerField(default=0)
    loaded_on = models.DateField(null=True, help_text="the latest day that a load by schedule has begun for")
    failure = models.JSONField(null=True, help_text="why the latest load failed: a refusal's code and parameters")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "import_source"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(weekdays__gte=0, weekdays__lte=127), name="import_source_weekdays_are_bits"),
            models.CheckConstraint(condition=Q(when_vanished__in=["nothing", "mark", "partial"]), name="import_source_when_vanished_known"),
            models.CheckConstraint(
                condition=Q(way__in=["database", "address"], folder="") | Q(way="folder") & ~Q(folder=""), name="import_source_way_known"
            ),
            models.UniqueConstraint(fields=["folder"], condition=~Q(folder=""), name="import_source_folder_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """One file on its way into a register.

    `source` names the system the keys of the file belong to: a row is known again by (source, key). `layout` is how the
    file was read (format, encoding, separator, sheet, headers); `mapping` says for each field the place of its column.
    `failure` is a refusal's code and parameters.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKING = "checking", _("Checking")
        CHECKED = "checked", _("Checked")
        COMMITTING = "committing", _("Committing")
        COMMITTED = "committed", _("Committed")
        REFUSED = "refused", _("Refused")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        LEFT = "left", _("Not brought in")

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=40)
    loaded_from = models.ForeignKey(ImportSource, models.SET_NULL, null=True, related_name="batches", help_text="empty: a person's file")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    sureness = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict, help_text="values for fields that the file does not have")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    failure = models.JSONField(null=True)
    row_count = models.BigIntegerField(default=0)
    new_count = models.BigIntegerField(default=0)
    changed_count = models.BigIntegerField(default=0)
    same_count = models.BigIntegerField(default=0)
    error_count = models.BigIntegerField(default=0, help_text="rows with at least one fault")
    vanished_count = models.BigIntegerField(default=0, help_text="rows that the source had before and no longer has")
    conflict_count = models.BigIntegerField(default=0, help_text="rows that were changed here as well since the workbook was given out")
    error_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="import_batches", help_text="empty: a command"
    )
    created_at = models.DateTimeField(db_default=ClockNow())
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="empty: a command")
    committed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    kept_count = models.BigIntegerField(default=0, help_text="rows that were used before the undoing, and stay")

    class Meta:
        db_table = "import_batch"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["uploaded", "checking", "checked", "committing", "committed", "refused", "undoing", "undone", "left"]
                ),
                name="import_batch_state_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def ready_count(self) -> int:
        """How many rows a commit would write."""
        return self.new_count + self.changed_count + (self.vanished_count if self.is_whole else 0)

    @property
    def is_whole(self) -> bool:
        """Whether the file says of itself that it is all there is, and ends what it has not."""
        return bool(self.defaults.get("whole"))

    @property
    def given_out(self) -> dict[str, Any] | None:
        """What a workbook that was given out here says of itself; None for any other file."""
        return self.layout.get("given_out")

    @property
    def maps_itself(self) -> bool:
        """Whether somebody has said before what the columns of such a file are, so that there is nothing to ask."""
        return bool(self.sureness) and set(self.sureness.values()) == {"remembered"}


class ImportFault(models.Model):
    """What is wrong with one cell or row of a file. A row with a fault is left out of the register."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="faults", db_index=False)
    line = models.IntegerField(help_text="row number as a spreadsheet shows it; the header is row 1")
    field = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)

    class Meta:
        db_table = "import_fault"
        constraints = [models.UniqueConstraint(fields=["batch", "line", "field", "code"], name="import_fault_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.field}: {self.code}"


class FaultyRow(models.Model):
    """A row with faults as a person sees it: its cells as the file has them, or as they were mended since.

    A mended row stays: whenever the file is read again, its cells are read instead of the file's.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="faulty_rows", db_index=False)
    line = models.IntegerField()
    cells = models.JSONField()
    mended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    mended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "faulty_row"
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="faulty_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"


class ImportConflict(models.Model):
    """What a workbook says otherwise than before, and the register as well by now: whose words count is for a person to choose.

    `field` is what is changed together, an address for example; `before`, `mine` (the workbook's) and `theirs` say each of its
    fields. While nothing is chosen, the row is left out.
    """

    class Choice(models.TextChoices):
        MINE = "mine", _("As in the workbook")
        THEIRS = "theirs", _("As it is here")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="conflicts", db_index=False)
    line = models.IntegerField()
    field = models.CharField(max_length=40)
    before = models.JSONField()
    mine = models.JSONField()
    theirs = models.JSONField()
    choice = models.CharField(max_length=6, blank=True, choices=Choice.choices)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "import_conflict"
        constraints = [models.UniqueConstraint(fields=["batch", "line", "field"], name="import_conflict_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.field}"


class ImportedRow(models.Model):
    """What a committed import did to a row of the register: it brought it, or changed it from what `before` says.

    Kept as long as the import can be undone. `kept` says why an undoing has left the row alone: a code and its parameters.
    """

    pk = models.CompositePrimaryKey("batch", "subject_id")
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="imported_rows", db_constraint=False, db_index=False)
    subject_id = models.BigIntegerField()
    line = models.IntegerField()
    is_new = models.BooleanField()
    before = models.JSONField(null=True)
    kept = models.JSONField(null=True)

    class Meta:
        db_table = "imported_row"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.subject_id}"


class VanishedRow(models.Model):
    """That a source no longer has a row of the register which it had before, and since when; gone again when the row comes back."""

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="vanished_rows", db_index=False)
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    since_on = models.DateField()

    class Meta:
        db_table = "vanished_row"
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="vanished_row_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.key}"


class DroppedFile(models.Model):
    """A file that another system has put into the folder of a source: seen, and read once when it did not change between two looks.

    `changed_ns` is when it was last written. Read, it lies at `moved_to`; `batch` is the import that it became, or the one that brought
    the same content before.
    """

    source = models.ForeignKey(ImportSource, models.CASCADE, related_name="dropped_files", db_index=False)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    changed_ns = models.BigIntegerField()
    seen_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    batch = models.ForeignKey(ImportBatch, models.SET_NULL, null=True, related_name="dropped_files")
    failure = models.JSONField(null=True, help_text="why it was not read: a refusal's code and parameters")
    read_at = models.DateTimeField(null=True)
    moved_to = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "dropped_file"
        ordering = ["-id"]
        indexes = [models.Index(fields=["source", "sha256"], name="dropped_file_by_content")]
        constraints = [models.UniqueConstraint(fields=["source", "name"], condition=Q(moved_to=""), name="dropped_file_waits_once")]

    def __str__(self) -> str:
        return self.name


class SourceRule(models.Model):
    """What a source may do to a field of rows that are known: fill it where it is empty, or leave it. Without a rule it overwrites.

    `field` may be a group of fields that are changed together, an address for example.
    """

    class Wins(models.TextChoices):
        EMPTY = "empty", _("fills it where it is empty")
        NEVER = "never", _("leaves it as it is")

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    wins = models.CharField(max_length=5, choices=Wins.choices)

    class Meta:
        db_table = "source_rule"
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "field"], name="source_rule_once"),
            models.CheckConstraint(condition=Q(wins__in=["empty", "never"]), name="source_rule_wins_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.field}: {self.wins}"


class RememberedMapping(models.Model):
    """The mapping that was last used for a file of this source with these headers; the next such file gets it without asking."""

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=40, default="")
    headers_hash = models.CharField(max_length=64)
    mapping = models.JSONField()
    used_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "remembered_mapping"
        constraints = [models.UniqueConstraint(fields=["kind", "source", "headers_hash"], name="remembered_mapping_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.headers_hash[:8]}"
