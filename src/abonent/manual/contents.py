"""Which pages the manual has, in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A page by the name of its file; `part` is the part of the product it is about, if an installation may lack it."""

    name: str
    part: str = ""


@dataclass(frozen=True)
class Chapter:
    """The tasks of those who do one kind of work."""

    name: str
    label: Any
    entries: tuple[Entry, ...]


CHAPTERS = (
    Chapter("start", _("First steps"), (Entry("getting-around"), Entry("keys"), Entry("lists"), Entry("your-account"))),
    Chapter(
        "telephone",
        _("On the telephone"),
        (
            Entry("find-a-customer"),
            Entry("customer-page"),
            Entry("new-customer"),
            Entry("change-a-customer"),
            Entry("notes-and-calls"),
            Entry("outbox"),
            Entry("consents"),
            Entry("doubles"),
            Entry("personal-data"),
            Entry("words-of-the-register"),
            Entry("public-registers"),
            Entry("external-lists", "external_lists"),
        ),
    ),
    Chapter(
        "subscriptions",
        _("Orders"),
        (
            Entry("subscriptions", "subscriptions"),
            Entry("new-subscription", "subscriptions"),
            Entry("gifts", "subscriptions"),
            Entry("pauses", "subscriptions"),
            Entry("other-address-and-move", "editions"),
            Entry("another-quantity", "subscriptions"),
            Entry("who-pays", "subscriptions"),
            Entry("another-product", "subscriptions"),
            Entry("who-reads", "editions"),
            Entry("e-paper", "editions"),
            Entry("cancel-a-subscription", "subscriptions"),
            Entry("complaints", "editions"),
            Entry("complaint-rules", "editions"),
            Entry("quality-of-delivery", "editions"),
            Entry("stops", "subscriptions"),
            Entry("win-back", "subscriptions"),
            Entry("save-offers", "editions"),
            Entry("copies-of-an-issue", "editions"),
            Entry("renewals", "subscriptions"),
            Entry("grace", "subscriptions"),
            Entry("renewal-notices", "editions"),
            Entry("price-changes", "subscriptions"),
            Entry("price-letters", "subscriptions"),
            Entry("agents", "subscriptions"),
        ),
    ),
    Chapter(
        "products",
        _("Products and prices"),
        (
            Entry("products"),
            Entry("product-statuses"),
            Entry("price-lists"),
            Entry("price-groups"),
            Entry("promotions", "subscriptions"),
            Entry("discounts", "subscriptions"),
            Entry("titles-and-issues", "editions"),
        ),
    ),
    Chapter(
        "distribution",
        _("Distribution"),
        (
            Entry("night-board", "distribution"),
            Entry("inserts", "distribution"),
            Entry("sort-profiles", "distribution"),
            Entry("routes", "distribution"),
            Entry("street-register", "distribution"),
            Entry("re-cut", "distribution"),
            Entry("carriers", "distribution"),
            Entry("rounds-on-the-telephone", "distribution"),
            Entry("carriers-pay", "distribution"),
            Entry("doors", "distribution"),
            Entry("coverage", "distribution"),
            Entry("coverage-by-name", "distribution"),
            Entry("consignments", "distribution"),
            Entry("outlets", "distribution"),
            Entry("settlement", "distribution"),
            Entry("circulation", "distribution"),
        ),
    ),
    Chapter("stock", _("Stock"), (Entry("stock", "stock"), Entry("stock-counts", "stock"), Entry("subscriber-gifts", "stock"))),
    Chapter(
        "money",
        _("Invoices and bank"),
        (
            Entry("invoices"),
            Entry("document-templates"),
            Entry("recurring-invoices"),
            Entry("pro-forma"),
            Entry("invoiced"),
            Entry("payments"),
            Entry("bank"),
            Entry("bank-tables"),
            Entry("owed"),
            Entry("refunds"),
            Entry("mandates"),
            Entry("direct-debit"),
            Entry("bank-answers"),
            Entry("ageing"),
            Entry("account-letters"),
            Entry("letters-to-all"),
            Entry("archive"),
            Entry("later-payment"),
            Entry("claims-by-the-run"),
            Entry("journal"),
            Entry("accounting-exports"),
            Entry("deferred-revenue"),
            Entry("revenue-by-unit"),
            Entry("revenue-release"),
            Entry("e-invoices"),
            Entry("nav"),
            Entry("ksef"),
            Entry("jpk"),
            Entry("books"),
        ),
    ),
    Chapter("runs", _("Runs at night"), (Entry("runs"), Entry("billing-run"), Entry("schedules"))),
    Chapter(
        "imports",
        _("Imports"),
        (
            Entry("import-a-file"),
            Entry("import-from-a-database"),
            Entry("import-from-a-folder"),
            Entry("import-from-an-address"),
            Entry("other-systems"),
        ),
    ),
    Chapter("staff", _("Staff and roles"), (Entry("staff"), Entry("roles"), Entry("companies"), Entry("settings"))),
    Chapter("operating", _("Operating"), (Entry("install"), Entry("backup-and-restore"), Entry("upgrade"), Entry("practice-copy"))),
)


def chapters_for(parts_off: frozenset[str] | set[str]) -> list[tuple[Chapter, tuple[Entry, ...]]]:
    """Chapters with the pages that a reader's installation has a use for; empty chapters are left out."""
    kept = [(chapter, tuple(entry for entry in chapter.entries if entry.part not in parts_off)) for chapter in CHAPTERS]
    return [(chapter, entries) for chapter, entries in kept if entries]


def entry_called(name: str) -> Entry | None:
    """The page of this name, if the manual has one."""
    return next((entry for chapter in CHAPTERS for entry in chapter.entries if entry.name == name), None)
