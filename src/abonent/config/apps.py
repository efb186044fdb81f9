from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Last in the ladder: hands what the folders declare to the registries below."""

    name = "abonent.config"
    label = "config"

    def ready(self) -> None:
        from abonent.access.registry import name_parts
        from abonent.access.registry import register as register_permissions
        from abonent.access.view_words import declared_view_words
        from abonent.catalog.held import declared_held
        from abonent.catalog.uses import declared_checks, declared_uses
        from abonent.company.parts import declared_parts
        from abonent.config.folders import declared, declared_kinds_of_business, declared_names_of_parts
        from abonent.correspondence.message_kinds import declared_message_kinds
        from abonent.customers.hanging import declared_hanging
        from abonent.customers.listed import declared_customer_bulk, declared_customer_filters
        from abonent.customers.visibility import declared_addressed
        from abonent.distribution.brought_along import declared_brought_along
        from abonent.distribution.carrier_charges import declared_charges
        from abonent.distribution.consigned import declared_consigned
        from abonent.imports.kinds import declared_kinds
        from abonent.kit.settings_file import declared_sections
        from abonent.ledger.accounting_formats import register as register_formats
        from abonent.ledger.readers import declared_takers
        from abonent.ledger.readers import register as register_readers
        from abonent.payment_orders.formats import register as register_transfer_formats
        from abonent.payment_orders.formats import register_collection_formats
        from abonent.runs.invariants import declared_invariants
        from abonent.runs.registry import register, register_inverses
        from abonent.ui.help import declared_help
        from abonent.ui.lists.keeping import declared_keepers
        from abonent.ui.menu import declared_menu
        from abonent.ui.panels import declared_panels
        from abonent.ui.search import declared_sources
        from abonent.ui.timeline import declared_timeline

        register_permissions(declared("permissions", "PERMISSIONS"))
        name_parts(declared_names_of_parts())
        declared_parts.fill(declared_kinds_of_business())
        register(declared("runs", "RUN_KINDS"))
        register_inverses(declared("undo", "INVERSES"))
        register_readers(declared("readers", "READERS"))
        declared_takers.fill(declared("bank_answers", "ANSWER_TAKERS"))
        register_formats(declared("accounting_formats", "FORMATS"))
        register_transfer_formats(declared("payment_order_formats", "TRANSFER_FORMATS"))
        register_collection_formats(declared("payment_order_formats", "COLLECTION_FORMATS"))
        declared_invariants.fill(declared("invariants", "INVARIANTS"))
        declared_addressed.fill(declared("addressed", "ADDRESSED"))
        declared_hanging.fill(declared("merge", "HANGING"))
        declared_help.fill(declared("help", "HELP"))
        declared_menu.fill(declared("menu", "MENU"))
        declared_panels.fill(declared("panels", "PANELS"))
        declared_keepers.fill(declared("list_keepers", "LIST_KEEPERS"))
        declared_sources.fill(declared("search", "SEARCH"))
        declared_timeline.fill(declared("timeline", "TIMELINE"))
        declared_kinds.fill(declared("import_kinds", "IMPORT_KINDS"))
        declared_sections.fill(declared("settings_file", "SECTIONS"))
        declared_view_words.fill(declared("view_words", "VIEW_WORDS"))
        declared_uses.fill(declared("product_uses", "PRODUCT_USES"))
        declared_checks.fill(declared("product_uses", "PRODUCT_CHECKS"))
        declared_brought_along.fill(declared("brought_along", "BROUGHT_ALONG"))
        declared_consigned.fill(declared("consigned", "CONSIGNED"))
        declared_charges.fill(declared("carrier_charges", "CARRIER_CHARGES"))
        declared_message_kinds.fill(declared("messages", "MESSAGE_KINDS"))
        declared_held.fill(declared("held_products", "HELD_PRODUCTS"))
        declared_customer_filters.fill(declared("customer_list", "CUSTOMER_FILTERS"))
        declared_customer_bulk.fill(declared("customer_list", "CUSTOMER_BULK"))
        _tell_what_is_held_of_people()


def _tell_what_is_held_of_people() -> None:
    from abonent.config.folders import declared
    from abonent.kit.holdings import (
        declared_erasings,
        declared_hindrances,
        declared_holdings,
        declared_keepings,
        declared_papers,
        declared_ties,
        declared_voucher_erasings,
        declared_voucher_files,
    )

    declared_holdings.fill(declared("personal", "HOLDINGS"))
    declared_erasings.fill(declared("personal", "ERASINGS"))
    declared_hindrances.fill(declared("personal", "HINDRANCES"))
    declared_keepings.fill(declared("personal", "KEEPINGS"))
    declared_papers.fill(declared("personal", "PAPERS"))
    declared_ties.fill(declared("personal", "TIES"))
    declared_voucher_erasings.fill(declared("personal", "VOUCHER_ERASINGS"))
    declared_voucher_files.fill(declared("personal", "VOUCHER_FILES"))
