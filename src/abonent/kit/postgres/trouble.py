"""What can be wrong with a database server, said so that the reader knows what to do. Plain English: there is no Django yet."""


class DatabaseTrouble(RuntimeError):
    """Base of all troubles below; the text is a whole message for the person at the keyboard."""


class ProgramsMissing(DatabaseTrouble):
    """No PostgreSQL programs on this machine: neither the installed package nor a named folder has them."""


class NoAccountForServer(DatabaseTrouble):
    """The machine offers no way of running the server as anybody but root."""


class SocketFolderTaken(DatabaseTrouble):
    """Somebody else owns the folder in which the socket would have to be."""


class DatabaseUnavailable(DatabaseTrouble):
    """The database cannot be made, started or reached."""


class NonDurableServer(DatabaseTrouble):
    """The server would lose acknowledged work when it is killed or the power fails."""


class BackupFailed(DatabaseTrouble):
    """A backup could not be written, or one could not be restored; the database is as it was."""
