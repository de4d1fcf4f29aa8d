"""Which account each statement of a file is for: asked, known by its number, or yet to be made."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final
from uuid import UUID

from finance.domain.accounts import OWN, Account, AccountKind, Chart
from finance.domain.errors import Invalid
from finance.domain.statements import BankFile, Statement
from finance.domain.texts import LIMITS, MULTILINE
from finance.usecases.import_ports import Earlier
from finance.usecases.import_readings import StatementHead

_ASIDE: Final = re.compile(r"[^0-9a-z*]")
_UNWRITABLE_IN_LINES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_UNWRITABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def fitted(text: str, field_name: str) -> str:
    """``text`` as a bank or a file system wrote it, made fit for a field: cleaned, cut to size."""
    refused = _UNWRITABLE_IN_LINES if field_name in MULTILINE else _UNWRITABLE
    bare = unicodedata.normalize("NFC", refused.sub(" ", text).strip())
    return bare[: LIMITS[field_name]].strip()


def plain_number(number: str) -> str:
    """An account number without the spaces and dashes people and banks put between."""
    return _ASIDE.sub("", number.casefold())


@dataclass(slots=True)
class Places:
    """Finds the accounts of one file's statements.

    ``asked`` is the account the person named, ``source`` the kind of file (see ``ImportHead``).
    """

    chart: Chart
    earlier: Earlier
    source: str
    file_name: str
    ids: Callable[[], UUID]
    asked: UUID | None = None
    _made: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def of(self, file: BankFile) -> tuple[StatementHead, ...]:
        """The statements with their accounts.

        Invalid ``unknown_account``, ``account_kind``, ``account_closed``, ``currency_of_account``
        or ``file_of_several_accounts`` at ``account_id``.
        """
        target = None
        if self.asked is not None:
            target = self.chart.open_to(self.asked, OWN, "account_id")
        meant = _meant(file.statements, target)
        return tuple(
            self._head(position, one, target if position in meant else None)
            for position, one in enumerate(file.statements)
        )

    def _head(self, position: int, one: Statement, target: Account | None) -> StatementHead:
        if target is not None and target.currency != one.currency:
            facts = {"name": target.name, "currency": target.currency, "file": one.currency}
            raise Invalid("currency_of_account", "account_id", facts)
        found = target.id if target else self.found(one.account_number, one.currency)
        name = self._named(one)
        account_id = found or self.new(one.account_number, one.currency)
        return StatementHead(
            position=position,
            account_id=account_id,
            makes=found is None,
            account_name=name,
            account_number=fitted(one.account_number, "number"),
            account_kind=one.kind,
            bank=fitted(one.bank, "name"),
            currency=one.currency,
            opening=one.opening,
            closing=one.closing,
            closing_on=one.closing_on,
        )

    def found(self, number: str, currency: str) -> UUID | None:
        """The open account with this bank number, or where such statements went before."""
        fit = fitted(number, "number")
        if plain_number(fit):
            for account in self._usable(currency):
                if plain_number(account.number) == plain_number(fit):
                    return account.id
            before = self.earlier.by_number.get((fit, currency))
        else:
            before = self.earlier.by_source.get((self.source, currency))
        usable = {account.id for account in self._usable(currency)}
        return before if before in usable else None

    def _usable(self, currency: str) -> list[Account]:
        return [
            one
            for one in self.chart.values()
            if one.kind.own and not one.closed and one.currency == currency
        ]

    def new(self, number: str, currency: str) -> UUID:
        """The id of the account to be made for a number; the same for all its statements."""
        key = (plain_number(number), currency)
        if key not in self._made:
            self._made[key] = self.ids()
        return self._made[key]

    def _named(self, one: Statement) -> str:
        if one.account_number:
            return fitted(f"{one.bank} {one.account_number}", "name")
        return fitted(one.bank or PurePath(self.file_name).stem, "name") or "Import"


def _meant(statements: Sequence[Statement], target: Account | None) -> frozenset[int]:
    """The positions of the statements that the account the person named is for."""
    if target is None:
        return frozenset()
    if len({(plain_number(one.account_number), one.currency) for one in statements}) == 1:
        return frozenset(range(len(statements)))
    number = plain_number(target.number)
    meant = frozenset(
        position
        for position, one in enumerate(statements)
        if number and plain_number(one.account_number) == number
    )
    if statements and not meant:
        raise Invalid("file_of_several_accounts", "account_id", {"statements": len(statements)})
    return meant


def free_name(name: str, chart: Chart) -> str:
    """``name``, with a number behind it if an open own account is called so already."""
    used = {one.name.casefold() for one in chart.values() if not one.closed}
    number, found = 1, name
    while found.casefold() in used:
        number += 1
        found = f"{name[: LIMITS['name'] - 8]} ({number})"
    return found


def account_of(head: StatementHead, chart: Chart) -> Account:
    """The account that committing makes for a statement."""
    kind = head.account_kind if head.account_kind.own else AccountKind.ASSET
    last = max((one.position for one in chart.children(None) if one.kind.own), default=-1)
    return Account(
        id=head.account_id,
        kind=kind,
        name=free_name(head.account_name, chart),
        currency=head.currency,
        number=head.account_number,
        position=last + 1,
    )


def placed_anew(
    statements: Sequence[StatementHead], places: Places
) -> tuple[StatementHead, ...] | None:
    """The statements with accounts that others have made meanwhile; None if nothing changed."""
    anew = tuple(_again(one, places) for one in statements)
    return None if anew == tuple(statements) else anew


def _again(head: StatementHead, places: Places) -> StatementHead:
    account = places.chart.get(head.account_id)
    if account is not None and not account.closed and not head.makes:
        return head
    found = places.found(head.account_number, head.currency)
    if found is not None:
        return replace(head, account_id=found, makes=False)
    if head.makes:
        return head
    account_id = places.new(head.account_number, head.currency)
    return replace(head, account_id=account_id, makes=True)
