"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(table="matter", people="matter.customer_id = ANY(%(people)s::bigint[])", other="id customer_id opened_by_id opened_at"),
    Holding(
        table="interaction",
        people="interaction.customer_id = ANY(%(people)s::bigint[])",
        identity="kind direction happened_at subject body result",
        other="id customer_id contact_person_id matter_id pinned_at pinned_by_id recorded_by_id recorded_at",
    ),
]

# Run from the last to the first: what is found by an interaction goes before it.
ERASINGS = [
    Erasing("correspondence/erase_matters"),
    Erasing("correspondence/erase_history_of_interactions"),
    Erasing("correspondence/erase_interactions"),
    Erasing("access/erase_reasons", source="correspondence/reasons_about_interactions"),
    Erasing("runs/erase_inverses", source="correspondence/acts_on_interactions"),
]
