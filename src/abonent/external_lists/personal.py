"""What the tables of this folder hold of people. A list goes as a whole on its day; who is erased goes from every list at once."""

from abonent.kit.holdings import Erasing, Holding

_ROWS = """(
    list_row.customer_id = ANY(%(people)s::bigint[])
    OR EXISTS (
        SELECT 1
        FROM contact_point
        WHERE contact_point.customer_id = ANY(%(people)s::bigint[])
          AND contact_point.normalised <> ''
          AND contact_point.normalised IN (list_row.mobile_normalised, list_row.phone_normalised, list_row.email_normalised)
    )
)"""

HOLDINGS = [
    Holding(
        table="external_list",
        other=(
            "id entity_id name purpose contact_purpose agreed owner_id ends_on watched file_id layout mapping sureness defaults own_headers row_count "
            "opened_at thrown_away_at created_at"
        ),
    ),
    Holding(table="list_version", other="id external_list_id file_id came made_at made_by_id"),
    Holding(
        table="list_row",
        people=_ROWS,
        identity=(
            "name given_name family_name organisation_name care_of street number staircase flat postal_code town mobile mobile_normalised phone "
            "phone_normalised email email_normalised cells"
        ),
        other="id external_list_id line kind country_assumed faults customer_id import_batch_id emptied_at emptied erased_as",
    ),
    Holding(
        table="list_call",
        people=f"EXISTS (SELECT 1 FROM list_row WHERE list_row.id = list_call.row_id AND {_ROWS})",  # noqa: S608 - a constant
        identity="result note call_back_on made_on made_at",
        other="id row_id made_by_id interaction_id in_file",
    ),
]

# Run from the last to the first: the rows are found and emptied, then what was noted of them goes.
ERASINGS = [Erasing("external_lists/erase_notes"), Erasing("external_lists/erase_rows")]
