"""The reader of foreign files. It runs in a child process with little memory, little time, no network and no other file.

Nothing here knows Django or the database: a job comes in on standard input as JSON, rows go out on standard output as
COPY text, and what came of it goes out on standard error as JSON.
"""
