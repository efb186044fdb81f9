"""Where the folders meet: settings, URLs, the command, the supervisor, and the discovery of what each folder declares."""
