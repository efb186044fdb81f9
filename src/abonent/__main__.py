"""`python -m abonent` is the command `abonent`."""

from abonent.config.command_line import main

if __name__ == "__main__":
    main()
