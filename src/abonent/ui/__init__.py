"""The look and the tools of screens: components, base templates, lists, forms, menus, style sheets, scripts.

No noun of the trade is in here. What is always true: a page works without script, in light and dark, from 320 px up, with a
keyboard alone and in five languages; a list pages by keyset; every figure is written as its reader writes figures. README.md in
this folder shows how to make a page, a list, a form and a menu item.
"""
