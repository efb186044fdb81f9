"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(
        table="run_schedule",
        other="id entity_id kind at weekdays day_of_month begins_on ended_on approved_by_id at_most_rows at_most_amount",
    ),
    Holding(
        table="run",
        other=(
            "id public_id kind entity_id as_of schedule_id parameters state planned_rows committed_rows left_out_rows "
            "total_amount currency failure created_by_id created_at planned_at commit_began_at finished_at"
        ),
    ),
    Holding(table="run_step", other="id run_id name chunk rows seconds finished_at"),
    Holding(table="parked_case", other="id run_id subject_kind subject_id reason parameters parked_at resolved_at"),
    Holding(table="act", other="id verb subject_kind subject_ids inverse until superseded_by_id actor_id at undone_at"),
    Holding(table="books_check", other="id checked_at rules broken seconds"),
    Holding(table="standstill", other="id began_at backup ended_at ended_by_id"),
]
