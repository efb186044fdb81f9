"""Read a camt file, entry by entry, in bounded memory.

The parser keeps nothing it no longer needs: each `TxDtls` and `Ntry` is emptied as soon as it is read and taken out of
the tree, and what else piles up is counted now and then. No document type, no entity, no network, no huge tree (`source`
and the parser both see to it); depth is held by the parser at 256.

`stream_camt` is for an import that writes as it reads; its entries count only once their statement has come, because a
statement is checked against its own totals at its end. `read_camt` collects whole statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO, NoReturn

from lxml import etree
from lxml.etree import _Element

from abonent.connectors.camt.entries import Surroundings, read_detail, read_entry
from abonent.connectors.camt.heads import KINDS, MESSAGES, StatementHead
from abonent.connectors.camt.paths import Facts, split_name
from abonent.connectors.camt.refusals import CannotReadStatement, Unreadable
from abonent.connectors.camt.source import Source, looks_like_camt
from abonent.connectors.camt.totals import NOTHING, Tallies
from abonent.ledger.rules.statement import BankEntry, BankStatement, EntryStatus, StatementWarning

LINE_LIMIT = 250_000
STATEMENT_LIMIT = 20_000
PILE_CHECK = 4 * 1024 * 1024  # bytes between two looks at what has piled up
PILE_LIMIT = 200_000  # elements and attributes; an ordinary statement leaves a few dozen


def read_camt(file: BinaryIO, name: str) -> list[BankStatement]:
    """All statements of a file (seekable, opened for reading bytes), each with its entries.

    Raises `CannotReadStatement` and nothing else; then no part of the file may be used.
    """
    statements: list[BankStatement] = []
    entries: list[BankEntry] = []
    for item in stream_camt(file, name):
        if isinstance(item, BankEntry):
            entries.append(item)
        else:
            statements.append(replace(item, entries=tuple(entries)))
            entries = []
    return statements


def stream_camt(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The entries of a statement, then the statement itself (without entries), for each statement of the file.

    Raises `CannotReadStatement` at any time, even after the last statement: write nothing for good before the end.
    """
    return CamtReader(file, name).items()


class CamtReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self.source = Source(file, name)
        self.parser = etree.XMLPullParser(
            events=("end",),
            tag=tuple(f"{{*}}{element}" for element in ("TxDtls", "Ntry", *KINDS)),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        self.statements = 0
        self.lines = 0
        self.spent: dict[str, _Element] = {}
        self.element: _Element | None = None
        self._begin_statement()

    def _begin_statement(self) -> None:
        self.around: Surroundings | None = None
        self.details: list[Facts] = []
        self.entries = 0
        self.tallies = Tallies()
        self.warnings: dict[str, StatementWarning] = {}

    def items(self) -> Iterator[BankEntry | BankStatement]:
        fed = 0
        for piece in self.source.pieces():
            self._feed(piece)
            for _, element in self.parser.read_events():
                yield from self._take(element)
            fed += len(piece)
            if fed > PILE_CHECK:
                self._check_pile()
                fed = 0
        self._finish()

    def _feed(self, piece: bytes) -> None:
        try:
            self.parser.feed(piece)
        except etree.XMLSyntaxError as trouble:
            self._refuse_broken(trouble)

    def _finish(self) -> None:
        try:
            root = self.parser.close()
        except etree.XMLSyntaxError as trouble:
            self._refuse_broken(trouble)
        if self.statements:
            return
        for element in root.iter():
            if split_name(element.tag)[1].startswith(MESSAGES):
                raise self.source.refusal("camt.no_statement", line=element.sourceline, place=split_name(element.tag)[1])
        raise self.source.not_camt()

    def _check_pile(self) -> None:
        """Elements that no one takes away must not fill the memory."""
        if not self.spent and not looks_like_camt(self.source.head):
            raise self.source.not_camt()
        root = next((element.getroottree().getroot() for element in self.spent.values()), None)
        if root is None or sum(1 + len(element.attrib) for element in islice(root.iter(), PILE_LIMIT + 1)) > PILE_LIMIT:
            raise self.source.refusal("camt.piece_too_large", place=self._place())

    # -- one finished element --------------------------------------------------------------------------------------

    def _take(self, element: _Element) -> Iterator[BankEntry | BankStatement]:
        self.element = element
        name = split_name(element.tag)[1]
        try:
            if name == "TxDtls":
                self._take_detail(element)
            elif name == "Ntry":
                yield from self._take_entry(element)
            else:
                yield self._take_statement(element)
        except Unreadable as trouble:
            self._refuse(trouble, element)
        self._release(element, name)

    def _release(self, element: _Element, name: str) -> None:
        """Empty the element now and take it out when the next of its kind ends: the text after it is not parsed yet."""
        element.clear()
        last = self.spent.get(name)
        if last is not None and (parent := last.getparent()) is not None:
            parent.remove(last)
        self.spent[name] = element

    def _take_detail(self, element: _Element) -> None:
        namespace, _ = split_name(element.tag)
        holder = element.getparent()
        if split_name(holder.tag)[1] == "NtryDtls":  # the first version had none
            holder = holder.getparent()
        if split_name(holder.tag)[1] != "Ntry":
            raise Unreadable("camt.misplaced")
        self._count_line()
        self.details.append(read_detail(element, namespace))

    def _take_entry(self, element: _Element) -> Iterator[BankEntry]:
        self.entries += 1
        if split_name(element.getparent().tag)[1] not in KINDS:
            raise Unreadable("camt.misplaced")
        if self.around is None:
            self.around = self._surroundings(element)
        if split_name(element.tag)[0] != self.around.namespace:
            raise Unreadable("camt.namespaces")
        if not self.details:
            self._count_line()
        lines = read_entry(element, self.details, self.entries, self.around)
        self.details = []
        self.around.currency = lines[0].currency
        self.tallies.add(sum((line.amount for line in lines), NOTHING), len(lines), lines[0].status is EntryStatus.BOOKED)
        yield from lines

    def _count_line(self) -> None:
        self.lines += 1
        if self.lines > LINE_LIMIT:
            raise Unreadable("camt.too_many", limit=LINE_LIMIT)

    def _surroundings(self, entry: _Element) -> Surroundings:
        """What is known of the statement when its first entry ends; the standard puts all of it before the entries."""
        head = StatementHead(entry.getparent(), self._warn)
        return Surroundings(head.kind, head.namespace, head.account().number, head.stated_currency(), head.any_day(), self._warn)

    def _take_statement(self, element: _Element) -> BankStatement:
        if self.details:
            raise Unreadable("camt.misplaced")
        if self.statements == STATEMENT_LIMIT:
            raise Unreadable("camt.too_many", limit=STATEMENT_LIMIT)
        head = StatementHead(element, self._warn)
        statement = head.statement(self.tallies, self.around.currency if self.around else "")
        self._warn_of_the_file(element)
        statement = replace(statement, warnings=tuple(self.warnings.values()))
        self.statements += 1
        self._begin_statement()
        return statement

    # -- where we are ----------------------------------------------------------------------------------------------

    def _warn(self, code: str, path: str, **parameters: Any) -> None:
        """Each kind of warning is kept once per statement, with its first place and how often it came."""
        earlier = self.warnings.get(code)
        if earlier is None:
            line = self.element.sourceline if self.element is not None else 0
            self.warnings[code] = StatementWarning(code, self._place(path), line or 0, 1, parameters)
        else:
            self.warnings[code] = replace(earlier, times=earlier.times + 1)

    def _warn_of_the_file(self, element: _Element) -> None:
        for code, parameters in self.source.warnings.items():
            self._warn(code, "", **parameters)
        self.source.warnings = {}
        if self.statements and len(element.getroottree().getroot()) > 1:
            self._warn("camt.several_documents", "")

    def _place(self, path: str = "") -> str:
        """The path of the element that is being read or was read last, counted as the standard counts: from 1."""
        if self.element is None:
            return "Document"
        name = split_name(self.element.tag)[1]
        units = [split_name(each.tag)[1] for each in (self.element, *self.element.iterancestors())]
        unit = next((each for each in units if each in KINDS), "Stmt")
        steps = [f"{unit}[{self.statements + 1}]"]
        if name == "Ntry":
            steps.append(f"Ntry[{self.entries}]")
        elif name == "TxDtls":
            steps.append(f"Ntry[{self.entries + 1}]/NtryDtls/TxDtls[{len(self.details) + 1}]")
        return "/".join([*steps, path] if path else steps)

    def _refuse(self, trouble: Unreadable, element: _Element) -> NoReturn:
        line = nearest(element, trouble.path).sourceline or 0
        raise CannotReadStatement(
            trouble.code, **{"file": self.name, "line": line, "place": self._place(trouble.path), **trouble.parameters}
        ) from trouble

    def _refuse_broken(self, trouble: etree.XMLSyntaxError) -> NoReturn:
        problem = (trouble.msg or "").partition(", line")[0].strip()
        line = trouble.lineno or self.source.line
        raise self.source.refusal("camt.broken", line=line, place=self._place(), problem=problem) from trouble


def nearest(element: _Element, path: str) -> _Element:
    """The element at a path as refusals write it (`Bal[2]/Amt`), or the last one on the way that is there."""
    for step in path.split("/"):
        name, _, ordinal = step.rstrip("]").partition("[")
        children = [child for child in element if split_name(child.tag)[1] == name]
        if len(children) < int(ordinal or 1):
            break
        element = children[int(ordinal or 1) - 1]
    return element
