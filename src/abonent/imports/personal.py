"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(
        table="import_batch",
        other=(
            "id kind source file_id layout mapping sureness defaults state failure row_count new_count changed_count "
            "same_count error_count error_file_id created_by_id created_at committed_by_id committed_at"
        ),
    ),
    Holding(table="import_fault", other="id batch_id line field code parameters"),
    Holding(table="remembered_mapping", other="id kind source headers_hash mapping used_at"),
]
