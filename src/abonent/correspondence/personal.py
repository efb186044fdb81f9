"""What the tables of this folder hold of people."""

from django.utils.translation import gettext_lazy as _

from abonent.kit.holdings import Erasing, Holding, Tie

HOLDINGS = [
    Holding(table="matter", people="matter.customer_id = ANY(%(people)s::bigint[])", other="id customer_id opened_by_id opened_at"),
    Holding(
        table="interaction",
        people="interaction.customer_id = ANY(%(people)s::bigint[])",
        identity="kind direction happened_at subject body result written_by",
        other="id customer_id contact_person_id matter_id pinned_at pinned_by_id recorded_by_id recorded_at",
    ),
    Holding(
        table="interaction_key",
        people=(
            "interaction_key.interaction_id IN (SELECT interaction.id FROM interaction WHERE interaction.customer_id = ANY(%(people)s::bigint[]))"
        ),
        identity="source key",
        other="id interaction_id",
    ),
    Holding(
        table="outgoing_message",
        people="outgoing_message.customer_id = ANY(%(people)s::bigint[])",
        identity="address said subject body answer",
        other=(
            "id public_id kind source_id ordinal entity_id customer_id language state attempts not_before claimed_by claimed_at decided_at "
            "queued_by_id queued_at"
        ),
    ),
    Holding(
        table="staged_note",
        other=(
            "batch_id line customer_source customer_key key kind direction said_at zone author subject body faults customer_id interaction_id "
            "happened_at recorded_by_id outcome"
        ),
    ),
]

TIES = [Tie("interaction", _("Latest contact"), "correspondence/ties_of_interactions")]

# Run from the last to the first: what is found by an interaction goes before it.
ERASINGS = [
    Erasing("correspondence/erase_matters"),
    Erasing("correspondence/erase_history_of_interactions"),
    Erasing("correspondence/erase_interactions"),
    Erasing("correspondence/erase_interaction_keys"),
    Erasing("correspondence/erase_staged_notes"),
    Erasing("correspondence/erase_outgoing_messages"),
    Erasing("access/erase_reasons", source="correspondence/reasons_about_interactions"),
    Erasing("runs/erase_inverses", source="correspondence/acts_on_interactions"),
]
