"""The manual inside the product, for users and for whoever operates it.

A page is a Markdown file per language in `pages/`; `contents.py` puts them in chapters, by the tasks of each role. A screen names the
page that belongs to it in its folder's `help.py` (`ui.help`).

Always true: every page is there in every language of the product with the same headings; every screen leads to a page; a page about a
part of the product that is off is not there; what is shown was cleaned.
"""
