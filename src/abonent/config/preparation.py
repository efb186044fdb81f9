"""What has to be done before pages are served: tables brought up to date, static files gathered. `python -m abonent.config.preparation`"""

from __future__ import annotations

import argparse
import os

# Two processes that begin at once take turns at the tables.
_TURN = 7_061_966_581


def bring_tables_up_to_date() -> None:
    """Migrate where the tables are older than the program; Django must be set up."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from abonent.reporting.operations import lift_views, put_views

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                # A table under a view cannot be changed.
                lift_views()
                call_command("migrate", verbosity=0)
            put_views()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN])


def prepare(*, restored: str = "") -> None:
    """Migrate and gather; both do nothing when nothing is new. `restored` names a backup that has just been put in place."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abonent.config.settings")
    django.setup()
    from abonent.access.operations import install_ready_roles
    from abonent.company.operations import settle_parts
    from abonent.runs.operations import stand_still
    from abonent.ui.staticfiles import gather_what_is_new

    bring_tables_up_to_date()
    settle_parts()
    install_ready_roles()
    if restored:
        stand_still(backup=restored)
    gather_what_is_new()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--restored", default="", help="name of the backup that was put in the place of the database")
    prepare(restored=arguments.parse_args().restored)
