"""What the tables of this folder hold of people."""

from abonent.kit.holdings import Holding

HOLDINGS = [
    Holding(table="part_off", other="name"),
    Holding(table="role", other="id code name"),
    Holding(table="role_permission", other="id role_id permission"),
    Holding(table="staff_user_roles", other="id staffuser_id role_id"),
    Holding(table="staff_user_groups", other="id staffuser_id group_id"),
    Holding(table="staff_user_user_permissions", other="id staffuser_id permission_id"),
    Holding(
        table="staff_user",
        other=(
            "id password last_login is_superuser username first_name last_name email is_staff is_active date_joined "
            "language theme density keys_enabled reach"
        ),
    ),
    Holding(table="arrangement", other="id surface role_id places hidden"),
    Holding(table="saved_view", other="id list_name name query owner_id audience team_id saved_at removed_at"),
    Holding(table="list_choice", other="id staff_user_id list_name columns density opening"),
    Holding(table="access_change", other="id verb staff_user_id role_id before after reason actor_id at undone_at"),
    Holding(table="withheld_permission", other="id role_id permission"),
    Holding(table="list_export", other="id owner_id title address row_count done_rows file_id failed asked_at"),
    Holding(table="staff_unit", other="id staff_user_id unit_id"),
    Holding(table="staff_entity", other="id staff_user_id entity_id"),
]
