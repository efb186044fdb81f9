"""Leaves out of a style sheet what no page of ours can match."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
READS = re.compile(r"var\(\s*(--[\w-]+)")
# Attributes that only Tabler's and Bootstrap's own scripts set; data-bs-theme is ours as well.
FOREIGN = re.compile(r"\[(data-bs-(?!theme)|data-vc|data-theme|data-popper|x-placement|dir=|class)|:(host|global)")


def prune(css: str, classes: set[str], *, also_used_by: str) -> str:
    """The rules of `css` whose selectors need only these classes, and the custom properties that they or `also_used_by` read."""
    rules = [kept for rule in _rules(css) if (kept := _kept(rule, classes))]
    while True:
        read = set(READS.findall("".join(rules) + also_used_by))
        slimmer = [kept for text in rules if (kept := _without_unread_properties(text, read))]
        if slimmer == rules:
            return "".join(rules)
        rules = slimmer


def _rules(css: str) -> Iterable[Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def _kept(rule: Node, classes: set[str]) -> str:
    if isinstance(rule, QualifiedRule):
        selectors = [selector for selector in _selectors(rule) if _matches(selector, classes)]
        return f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}" if selectors else ""
    if isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports") and rule.content is not None:
        inner = "".join(_kept(part, classes) for part in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    return ""  # charset, keyframes and fonts of the library


def _selectors(rule: QualifiedRule) -> list[str]:
    """The selectors of a rule, split at the commas that stand outside brackets."""
    parts: list[list[Node]] = [[]]
    for token in rule.prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _matches(selector: str, classes: set[str]) -> bool:
    return not FOREIGN.search(selector) and set(CLASS.findall(re.sub(r"\[[^]]*\]", "", selector))) <= classes


def _without_unread_properties(text: str, read: set[str]) -> str:
    """A rule without the custom properties that nobody reads; the empty text if nothing is left."""
    slim = re.sub(r"(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*;?", lambda match: match[0] if match[1] in read else "", text)
    return "" if re.fullmatch(r"[^{}]*\{\s*\}", slim) else slim
