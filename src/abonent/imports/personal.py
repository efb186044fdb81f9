"""What the tables of this folder hold of people. What a file said of them is forgotten after a month, whoever they are."""

from abonent.kit.holdings import Erasing, Holding

HOLDINGS = [
    Holding(
        table="import_batch",
        other=(
            "id kind source loaded_from_id file_id layout mapping sureness defaults state failure row_count new_count changed_count "
            "same_count error_count vanished_count conflict_count error_file_id created_by_id created_at committed_by_id committed_at "
            "undone_by_id undone_at kept_count"
        ),
    ),
    Holding(table="import_fault", other="id batch_id line field code parameters"),
    Holding(table="import_conflict", other="id batch_id line field before mine theirs choice chosen_by_id"),
    Holding(table="faulty_row", other="id batch_id line cells mended_by_id mended_at"),
    Holding(
        table="imported_row",
        people=(
            "(imported_row.subject_id = ANY(%(people)s::bigint[]) "
            "AND imported_row.batch_id IN (SELECT import_batch.id FROM import_batch WHERE import_batch.kind = 'customers') "
            "OR (imported_row.before ->> 'customer_id')::bigint = ANY(%(people)s::bigint[]))"
        ),
        identity="before",
        other="batch_id subject_id line is_new kept",
    ),
    Holding(
        table="import_source",
        other="id name kind address query defaults most_rows when_vanished at weekdays zone most_changes loaded_on failure created_by_id created_at way folder most_errors header secret rows_at next_at",
    ),
    Holding(
        table="vanished_row",
        people="vanished_row.subject_id = ANY(%(people)s::bigint[])",
        identity="key",
        other="id source_id subject_id since_on",
    ),
    Holding(table="dropped_file", other="id source_id name size changed_ns seen_at sha256 batch_id failure read_at moved_to"),
    Holding(table="source_rule", other="id kind source field wins"),
    Holding(table="remembered_mapping", other="id kind source headers_hash mapping used_at"),
]

ERASINGS = [Erasing("imports/erase_before_values"), Erasing("imports/erase_vanished_rows")]
