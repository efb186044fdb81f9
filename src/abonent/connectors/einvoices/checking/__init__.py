"""The checker of documents against official schemas and rules: a child process that knows neither Django nor the database.

The rules are programs of other people (XSLT 2), and their engine takes a quarter of a gigabyte: so they run in a process of their own,
which can be ended at any time and reaches nothing but the rules that it is named.
"""
