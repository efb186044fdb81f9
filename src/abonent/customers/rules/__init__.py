"""Pure rules of the register: no Django, no database. The child process that reads files uses them too."""
