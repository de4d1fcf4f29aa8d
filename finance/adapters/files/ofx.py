"""OFX and QFX: bank, card, loan and investment statements.

All of a file is read or none of it: one line that cannot be read makes the file unreadable.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from finance.adapters.files.amounts import Number, minor_units, unmarked
from finance.adapters.files.charset import OTHER_SCRIPTS, decode, guess
from finance.adapters.files.csv_cells import amount, currency_of
from finance.adapters.files.markup import Lines, Node, parse
from finance.adapters.files.ofx_days import Days
from finance.adapters.files.ofx_lines import is_balance, opens, out_by_kind
from finance.adapters.files.warned import Warnings
from finance.adapters.files.wording import joined, tidy
from finance.domain.accounts import AccountKind
from finance.domain.currencies import EXPONENTS
from finance.domain.errors import Unreadable
from finance.domain.money import LARGEST, Money
from finance.domain.statements import (
    BankFile,
    Fault,
    Hints,
    Notice,
    Statement,
    StatementLine,
    unreadable,
)

_DECLARED: Final = re.compile(
    rb"CHARSET:\s*([A-Za-z0-9-]+?)(?=COMPRESSION|[\s<])|encoding=[\"']([A-Za-z0-9_-]+)",
    re.IGNORECASE,
)
_ENCODED: Final = re.compile(rb"ENCODING:\s*(UTF-?8|UNICODE)", re.IGNORECASE)
_USUAL: Final = "cp1252"
_STATEMENTS: Final = frozenset({"STMTRS", "CCSTMTRS", "LOANSTMTRS", "INVSTMTRS"})
_OWED: Final = frozenset({"CCSTMTRS", "LOANSTMTRS"})
_FROM: Final = frozenset({"BANKACCTFROM", "CCACCTFROM", "LOANACCTFROM", "INVACCTFROM"})
_PENDING: Final = frozenset({"STMTTRNP"})
_MOVEMENTS: Final = frozenset({"STMTTRN", "LOANSTMTTRN"})
_MARKS: Final = frozenset({".", ","})
_DOLLARS: Final = frozenset(
    {"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BBD", "JMD"}
)
"""Currencies written with a bare dollar sign at home."""


def recognises(head: bytes) -> bool:
    """Whether the beginning of a file looks like OFX."""
    bare = head.replace(b"\0", b"").upper()
    return b"<OFX>" in bare or b"OFXHEADER" in bare or b"<OFX " in bare


def read(name: str, content: bytes, hints: Hints) -> BankFile:
    """Read an OFX file; ``hints`` only matter where it names no currency."""
    text, _ = decode(content, name, _charset(content))
    root, lines = parse(text.replace("\r\n", "\n").replace("\r", "\n"), name)
    days = Days.of(text, day_first=hints.day_first)
    reading = _Reading(name, lines, Warnings(), hints, days)
    reading.tell_doubt()
    reading.check_status(root)
    securities = _securities(root)
    found = [node for node in root.walk() if node.tag in _STATEMENTS]
    bank = tidy(root.child("SIGNONMSGSRSV1", "SONRS", "FI").value("ORG"), "name")
    each = [reading.statement(node, bank, securities) for node in found]
    statements = _together(list(_once(each, reading.warnings)) if len(each) > 1 else each)
    if not statements:
        reading.warnings.add(Notice.NO_STATEMENT)
    return BankFile(format="ofx", statements=statements, warnings=reading.warnings.all())


def _charset(content: bytes) -> str:
    """What the file declares, but for the usual word where the letters are of another script."""
    declared = _declared(content[:2000])
    likely = guess(content) if declared == _USUAL else declared
    return likely if likely in OTHER_SCRIPTS else declared


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    if _ENCODED.search(head) or not found:
        return "utf-8"
    name = (found[1] or found[2]).decode("ascii").lower()
    if name.isdigit():
        return f"cp{name}"
    return "cp1252" if name in {"none", "8859-1", "iso-8859-1", "latin1", "utf-8"} else name


def _securities(root: Node) -> dict[str, str]:
    return {
        node.child("SECID").value("UNIQUEID"): node.value("SECNAME", "TICKER")
        for node in root.child("SECLISTMSGSRSV1", "SECLIST").walk()
        if node.tag == "SECINFO"
    }


def _number(text: str, currency: str) -> Number | None:
    """The number ``text`` says; a sign or code beside it must be that of ``currency``.

    A lone decimal mark is what a form leaves of nought.
    """
    bare = text.strip()
    if bare in _MARKS:
        return 0, 0
    found = unmarked(bare)
    if found is not None:
        return found
    marked = amount(bare, ".") or amount(bare, ",")
    sign = marked[1] if marked else ""
    if not sign or not (currency_of(sign) == currency or (sign == "$" and currency in _DOLLARS)):
        return None
    return unmarked(bare.replace(sign, "", 1))


def _once(statements: Sequence[Statement], warnings: Warnings) -> Iterator[Statement]:
    """``statements`` without lines that an earlier one of their account has, which is told.

    Months that overlap, and files put one behind another, have the same movements twice. Only the
    bank's own id proves that, beside day, amount and text; the n-th of equal ones is the n-th.
    """
    known: dict[object, Counter[StatementLine]] = {}
    for one in statements:
        account = (one.account_number, one.bank, one.kind, one.currency)
        earlier = known.setdefault(account, Counter()) if one.account_number else Counter()
        here: Counter[StatementLine] = Counter()
        fresh = []
        for line in one.lines:
            told = replace(line, line=0)
            here[told] += 1
            if line.reference and here[told] <= earlier[told]:
                shown = joined(line.payee or line.description, str(line.amount))
                warnings.add(Notice.REPEATED_LEFT_OUT, line.line, text=shown[:60])
            else:
                fresh.append(line)
        earlier |= here
        yield one if len(fresh) == len(one.lines) else replace(one, lines=tuple(fresh))


def _together(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """``statements``, those of one account with the same balance made one.

    Some banks write a statement for each month, most of them empty, and today's balance in all.
    """
    parts: dict[object, list[Statement]] = {}
    for number, one in enumerate(statements):
        key = (one.account_number, one.bank, one.kind, one.currency, one.closing, one.closing_on)
        parts.setdefault(key if one.account_number else number, []).append(one)
    return tuple(
        replace(same[0], lines=tuple(line for one in same for line in one.lines))
        for same in parts.values()
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    file: str
    lines: Lines
    warnings: Warnings
    hints: Hints
    days: Days

    def fault(self, fault: Fault, node: Node, text: str = "") -> Unreadable:
        """The error about ``node``."""
        return unreadable(fault, self.file, self.lines.at(node.at), text)

    def tell_doubt(self) -> None:
        """Tell of days that could be read in two ways, and how they are read."""
        text = self.days.doubtful
        if text:
            self.warnings.add(Notice.DATES_AMBIGUOUS, text=text, day=str(self.days.read(text)))

    def check_status(self, root: Node) -> None:
        """Unreadable ``file_bank_error`` with the bank's words if it refused an answer."""
        for node in root.walk():
            if node.tag != "STATUS":
                continue
            code, severity = node.value("CODE"), node.value("SEVERITY").upper()
            message = node.value("MESSAGE") or code
            if severity == "ERROR" or (not severity and code.strip("0")):
                raise self.fault(Fault.BANK_ERROR, node, message)
            if severity == "WARN":
                at = self.lines.at(node.at)
                self.warnings.add(Notice.BANK_WARNING, at, text=message[:200])

    def statement(self, node: Node, bank: str, securities: dict[str, str]) -> Statement:
        """One statement with its lines in the order of the file."""
        account = next((one for one in node.children if one.tag in _FROM), Node("", node.at))
        currency = self._currency(node)
        listed = _entries(node)
        entries = [one for one in listed if not is_balance(one)]
        before = next((one for one in listed if is_balance(one) and opens(one)), None)
        self._tell_left_out(listed)
        self._tell_pending(node)
        balance = next((one for one in node.walk() if one.tag == "LEDGERBAL"), node)
        owed = node.tag in _OWED or account.value("ACCTTYPE").upper() == "CREDITLINE"
        self._turn(entries, owed=owed)
        return Statement(
            account_number=tidy(account.value("ACCTID", "LOANACCTID"), "number"),
            bank=bank or tidy(account.value("BANKID", "BROKERID"), "name"),
            kind=AccountKind.LIABILITY if owed else AccountKind.ASSET,
            currency=currency,
            lines=tuple(self._line(one, currency, securities) for one in entries),
            opening=None if before is None else self._balance(before, currency, "TRNAMT"),
            closing=self._balance(balance, currency),
            closing_on=self._closing_on(balance),
        )

    def _tell_left_out(self, listed: Sequence[Node]) -> None:
        for one in listed:
            if is_balance(one):
                shown = joined(one.value("NAME", "MEMO"), one.value("TRNAMT"))
                self.warnings.add(Notice.ROWS_LEFT_OUT, self.lines.at(one.at), text=shown[:40])

    def _turn(self, entries: Sequence[Node], *, owed: bool) -> None:
        """Give amounts without any sign that of their kind, and tell."""
        out = out_by_kind(entries, owed=owed)
        if out:
            self.warnings.add(Notice.SIGN_OF_KIND, self.lines.at(entries[0].at))
        for one in entries:
            amount = one.value("TRNAMT")
            if amount and one.value("TRNTYPE").upper() in out:
                one.fields["TRNAMT"] = f"-{amount}"

    def _tell_pending(self, node: Node) -> None:
        for one in node.walk():
            if one.tag in _PENDING:
                shown = joined(one.value("NAME", "MEMO"), one.value("TRNAMT"))
                self.warnings.add(Notice.PENDING_LEFT_OUT, self.lines.at(one.at), text=shown[:40])

    def _currency(self, node: Node) -> str:
        stated = node.value("CURDEF")
        if stated:
            if not (known := currency_of(stated)):
                raise self.fault(Fault.CURRENCY, node, stated)
            return known
        used = {currency_of(one.value("CURSYM")) for one in node.walk() if one.tag == "CURRENCY"}
        assumed = (used.pop() if len(used) == 1 else "") or self.hints.currency
        self.warnings.add(Notice.CURRENCY_ASSUMED, self.lines.at(node.at), currency=assumed)
        return assumed

    def _balance(self, node: Node, currency: str, tag: str = "BALAMT") -> Money | None:
        text = node.value(tag)
        if not text:
            return None
        found = _number(text, currency)
        if found is None or abs(found[0]) > LARGEST * 10**12:
            at = self.lines.at(node.at)
            self.warnings.add(Notice.BALANCE_UNREADABLE, at, text=text[:40])
            return None
        return Money(minor_units(found, EXPONENTS[currency])[0], currency)

    def _closing_on(self, node: Node) -> date | None:
        """The day of a balance; it decides nothing but which lines it is held against."""
        text = node.value("DTASOF")
        if not node.value("BALAMT") or not text:
            return None
        return self.days.read(text)

    def _line(self, entry: Node, currency: str, securities: dict[str, str]) -> StatementLine:
        if entry.tag in _MOVEMENTS:
            return self._movement(entry, currency)
        return self._trade(entry, currency, securities)

    def _movement(self, node: Node, currency: str) -> StatementLine:
        at = self.lines.at(node.at)
        text = node.value("TRNAMT")
        if not text:
            raise self.fault(Fault.AMOUNT_MISSING, node)
        named = node.value("EXTDNAME", "NAME") or node.child("PAYEE").value("NAME")
        payee = tidy(named or node.value("PAYEE"), "payee")
        check = node.value("CHECKNUM", "CHKNUM").lstrip("0")
        memo = tidy(node.value("MEMO", "MEMO2"), "description")
        return StatementLine(
            line=at,
            date=self._day(node, "DTPOSTED", "DTUSER"),
            amount=self._booked(node, text, currency),
            payee=payee,
            description=tidy(joined(memo, f"#{check}" if check else ""), "description"),
            reference=tidy(node.value("FITID"), "reference"),
        )

    def _booked(self, node: Node, text: str, currency: str) -> Money:
        converted = self._converted(node, text, currency)
        return self._amount(node, text, currency) if converted is None else converted

    def _converted(self, node: Node, text: str, currency: str) -> Money | None:
        """The amount by its own rate if it is not in the currency of the account, and told.

        ``CURRENCY`` says what the amount is in and what one of that is worth here; beside
        ``ORIGCURRENCY`` it is converted already. Without a rate, or with one of 1, the amount is
        what was booked.
        """
        stated = node.child("CURRENCY")
        foreign = stated.value("CURSYM").upper()
        if not foreign or currency_of(foreign) == currency:
            return None
        at = self.lines.at(node.at)
        rate, found = unmarked(stated.value("CURRATE")), _number(text, currency_of(foreign))
        if rate is None or found is None or rate[0] <= 0 or rate[0] == 10 ** rate[1]:
            self.warnings.add(Notice.FOREIGN_CURRENCY, at, currency=foreign)
            return None
        units = found[0] * rate[0], found[1] + rate[1]
        money = self._checked(node, text, units, currency)[0]
        facts = {"text": text[:40], "currency": foreign, "amount": str(money), "own": currency}
        self.warnings.add(Notice.AMOUNT_CONVERTED, at, **facts)
        return money

    def _trade(self, node: Node, currency: str, securities: dict[str, str]) -> StatementLine:
        """A purchase, sale, dividend or transfer of securities, with an amount of zero.

        What an investment account is worth does not change when cash in it becomes securities,
        and securities are not kept here; so only what crosses the border of the account (the
        bank's transactions) has an amount. The cash effect is told in the description.
        """
        parts = [node, *node.walk()]
        about = next((one for one in parts if one.tag == "INVTRAN"), node)
        total = next((one.value("TOTAL") for one in parts if one.value("TOTAL")), "")
        security = next((one for one in parts if one.tag == "SECID"), node).value("UNIQUEID")
        effect = str(self._rounded(node, total, currency)[0]) if total else ""
        at = self.lines.at(node.at)
        self.warnings.add(Notice.SECURITIES, at, kind=node.tag, amount=effect)
        return StatementLine(
            line=at,
            date=self._day(about, "DTTRADE", "DTSETTLE"),
            amount=Money.zero(currency),
            payee=tidy(securities.get(security) or security, "payee"),
            description=tidy(joined(about.value("MEMO"), node.tag, effect), "description"),
            reference=tidy(about.value("FITID"), "reference"),
        )

    def _day(self, node: Node, first: str, second: str) -> date:
        stated = node.value(first)
        stated = stated if stated.strip("0") else ""
        text = stated or node.value(second) or node.value(first)
        if not text:
            raise self.fault(Fault.DATE_MISSING, node)
        found = self.days.read(text)
        if found is None:
            raise self.fault(Fault.DATE, node, text)
        if not stated:
            self.warnings.add(Notice.DATE_OF_USER, self.lines.at(node.at), text=text[:40])
        return found

    def _amount(self, node: Node, text: str, currency: str) -> Money:
        money, exact = self._rounded(node, text, currency)
        if not exact:
            at = self.lines.at(node.at)
            self.warnings.add(Notice.AMOUNT_ROUNDED, at, text=text[:40], amount=str(money))
        return money

    def _rounded(self, node: Node, text: str, currency: str) -> tuple[Money, bool]:
        found = _number(text, currency)
        if found is None:
            raise self.fault(Fault.AMOUNT, node, text)
        return self._checked(node, text, found, currency)

    def _checked(self, node: Node, text: str, found: Number, currency: str) -> tuple[Money, bool]:
        minor, exact = minor_units(found, EXPONENTS[currency])
        if abs(minor) > LARGEST:
            raise self.fault(Fault.AMOUNT_TOO_LARGE, node, text)
        return Money(minor, currency), exact


def _entries(node: Node) -> list[Node]:
    """The movements of a statement: every transaction, and the trades of an investment list."""
    listed = node.child("INVTRANLIST").children
    if not listed:
        return [one for one in node.walk() if one.tag in _MOVEMENTS]
    found: list[Node] = []
    for entry in listed:
        movements = _inside(entry)
        traded = any(one.tag == "INVTRAN" for one in entry.walk())
        found.extend(movements or ([entry] if traded else []))
    return found


def _inside(entry: Node) -> list[Node]:
    if entry.tag == "STMTTRN":
        return [entry]
    return [one for one in entry.walk() if one.tag == "STMTTRN"]
