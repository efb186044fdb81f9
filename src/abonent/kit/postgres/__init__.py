"""The database server of an installation, started and kept by the program itself.

The server programs come with an installed package (or from the folder that `ABONENT_POSTGRES_BIN` names); the cluster lives in
`ABONENT_HOME/database` and is reached over a private socket only, never over the network. `DATABASE_URL` points the program to
another server instead. Nothing here needs Django.

Always true: settings are durable unless `ABONENT_ALLOW_NON_DURABLE=1`; nobody removes `postmaster.pid`; a server that was killed is
started again by the next process that needs it.
"""

from abonent.kit.postgres.cluster import Cluster, database_url
from abonent.kit.postgres.durability import refuse_non_durable
from abonent.kit.postgres.trouble import DatabaseTrouble, DatabaseUnavailable, NonDurableServer

__all__ = ["Cluster", "DatabaseTrouble", "DatabaseUnavailable", "NonDurableServer", "database_url", "refuse_non_durable"]
