"""The file of a list: where it lies, and how cells are written into it so that all else stays as it was.

`text` and `workbook` know no database: bytes go in, bytes come out.
"""
