"""Rows that are balances or totals by what they say, in some thirty languages."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from finance.adapters.files.csv_cells import plain, words_of
from finance.adapters.files.csv_words import TABLE, Role

_LONGEST: Final = 60
_SHORT: Final = 2
_UNSPACED: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SUMS: Final = words_of(
    "opening balance|closing balance|turnover|total|totals|sum|summe|saldo|balance|endsaldo|"
    "anfangssaldo|saldo inicial|saldo final|saldo iniziale|saldo finale|saldo anterior|solde|"
    "solde initial|solde final|kontostand|alter kontostand|neuer kontostand|beginning balance|"
    "ending balance|open balance|close balance|saldo poczatkowe|saldo koncowe|balance forward|"
    "balance brought forward|balance carried forward|balance b f|brought forward|"
    "saldo do dia|saldo total disponivel dia|s a l d o|total debits|total credits|gesamt|summa|"
    "ingaende saldo|utgaende saldo|poczatkowe|koncowe|subtotal|running total|total balance|"
    "grand total|likutis|apgrozijums|"
    "apyvarta|sakuma atlikums|beigu atlikums|nyitoegyenleg|zaroegyenleg|pocatecni zustatek|"
    "konecny zustatek|totale|suma|итого|saldo contabile|saldo disponibile|total general|"
    "algsaldo|loppsaldo|lopppsaldo|lõppsaldo|kaive|käive|pradinis likutis|galutinis likutis"
)
_BALANCES: Final = words_of(
    "balance|bal|saldo|solde|sold|stand|kontostand|likutis|atlikums|jaak|stanje|zustatek|zostatok|"
    "egyenleg|bakiye|bakiyesi|bakiyeniz|остаток|салдо|сальдо|баланс|залишок|υπολοιπο|יתרה|רציד|رصيد|"
    "الرصيد|残高|余额|餘額|結餘|结余|잔액|ยอด|ยอดคงเหลือ|so du|baki|beholdning|innestaende|total"
)
_OPENING: Final = words_of(
    "opening|open|beginning|begin|debut|inicio|inizio|initial|previous|brought|forward|b f|anfangs|"
    "anfang|alter|vorheriger|inicial|iniziale|anterior|precedent|initiale|ancien|precedente|"
    "poczatkowe|poczatkowy|poczatek|pocatecni|zaciatocny|nyito|pradinis|pradziai|sakuma|alg|"
    "ingaende|inngaende|primo|begin|vorig|devreden|acilis|onceki|devir|начальный|входящий|начало|"
    "προηγουμενο|начален|вхідний|αρχικο|פתיחה|افتتاحي|السابق|期初|上期|前期|繰越|前月|기초|이월|ยกมา|"
    "dau ky|dau|awal|pocetno|zacetno"
)
_CLOSING: Final = words_of(
    "closing|close|ending|end|final|new|carried|fin|fine|fim|neuer|finale|nouveau|nuevo|nuovo|atual|"
    "actual|koncowe|koncowy|konecny|konecna|zaro|galutinis|pabaigai|beigu|lopp|utgaende|ultimo|eind|nieuw|"
    "kapanis|son|yeni|конечный|исходящий|конец|краен|вихідний|τελικο|סגירה|ختامي|الحالي|期末|本期|"
    "νεο|기말|ยกไป|cuoi ky|cuoi|akhir|zavrsno|koncno"
)
_BESIDE: Final = words_of(
    "account|ledger|available|current|book|of|on|as|at|the|your|per|zum|am|au|al|a|du|de|del|della|"
    "na|do|den|pa|per|en|vom|el|il|o|statement|account s|op|period|periode|konto|rachunku|uctu|k|"
    "im|in|date|c f|b|f|μικτο|λογιστικο|на|по|за|к|счета|счете|рахунку|сметка|bu|ne|se|um|the"
)
OPENING: Final = re.compile(
    r"open balance|opening|beginning|starting|anfang|alter konto|inicial|inizial|initial|anterior|"
    r"poczatk|"
    r"ingaende|brought|b f|forward|start of|debut|nyito|pocatecni|sakuma|algsaldo|pradinis|pradziai"
)
CLOSING: Final = re.compile(
    r"closing|ending|end|neuer|final|konc|utgaende|carried|zaro|konec|beigu|lopp|galutin|pabaig"
)
_SUM_STARTS: Final = words_of(
    "solde|saldo|balance|total|totals|summe|summa|sum|kontostand|gesamt|totale|suma|sold|totalt|"
    "totaal|gesamtsumme|celkem|razem|ukupno|skupaj|yhteensa|kokku|kopa|viso|osszesen|toplam|"
    "итого|всего|общо|разом|συνολο|合計|合计|小計|小计|합계|총계|סהכ|סה|المجموع|الاجمالي|"
    "الإجمالي|รวม|รวมทั้งหมด|tong|jumlah|celkom|totali|totaux|totales"
)
_UNSPACED_SUMS: Final = tuple(word for word in _SUM_STARTS if _UNSPACED.search(word))
_PLACED: Final = _OPENING | _CLOSING
_TOTALS: Final = words_of(
    "total|totals|totaal|totalt|totale|totali|totales|totaux|summe|gesamt|suma|razem|celkem|ukupno|"
    "toplam|итого|всего|συνολο|合計|合计|합계|jumlah|tong"
)
_SIDES: Final = frozenset(
    word for word, role in TABLE.items() if role in {Role.DEBIT, Role.CREDIT} and len(word) > _SHORT
)
_SUMMED: Final = _SIDES | words_of(
    "inflows|outflows|net|transactions|withdrawals|payments|purchases|charges|interest|fees|amount|"
    "activity|for|and|uitgaven|inkomsten|umsatze|movimientos|movimenti|operations|depenses|recettes"
)
_ALLOWED: Final = _BALANCES | _PLACED | _BESIDE
_STARTS: Final = frozenset({"start", "starting"})
"""Of the balance before a table; a line of one so called is what an account began with."""
_FIRST: Final = frozenset(
    word.split()[0]
    for word in (*_SUMS, *_BALANCES, *_OPENING, *_CLOSING, *_TOTALS, "net")
    if word.isascii()
)


def says_sum(cell: str) -> bool:
    """Whether a few words without any number begin as those of a balance or a total do."""
    words = plain(cell).split()
    if not words or any(map(str.isdigit, cell)):
        return False
    unspaced = len(words) == 1 and bool(_UNSPACED.search(cell))
    return words[0] in _SUM_STARTS or (unspaced and words[0].endswith(_UNSPACED_SUMS))


def opens(text: str) -> bool:
    """Whether a balance, as ``plain`` writes what is said of it, is that before the first line."""
    return bool(OPENING.search(text)) or _names(text, _OPENING)


def closes(text: str) -> bool:
    """Whether a balance, as ``plain`` writes what is said of it, is that after the last line."""
    return bool(CLOSING.search(text)) or _names(text, _CLOSING)


def _names(text: str, words: frozenset[str]) -> bool:
    """Whether one of ``words`` stands in ``text``, also where its script has no blanks."""
    if not words.isdisjoint(text.split()):
        return True
    return not text.isascii() and any(word in text for word in words if _UNSPACED.search(word))


def names_balance(text: str) -> bool:
    """Whether ``text``, as ``plain`` writes it, names a balance and says no more than when."""
    words = set(text.split())
    if len(words) == 1 and not text.isascii():
        return any(_without(text, word) in _PLACED for word in _BALANCES)
    return not words.isdisjoint(_BALANCES) and words <= _ALLOWED | _STARTS


def is_sum(cells: Iterable[str]) -> bool:
    """Whether one of ``cells`` says that its row is a balance or a total."""
    return any(map(_may_be_sum, cells))


def is_bare_total(cells: Iterable[str]) -> bool:
    """Whether one of ``cells`` is the word for a total alone, which is the name of a shop, too."""
    return any(plain(cell) in _TOTALS for cell in cells if len(cell) <= _LONGEST)


def _may_be_sum(cell: str) -> bool:
    return bool(cell) and len(cell) <= _LONGEST and _is_sum(cell)


@lru_cache(maxsize=1 << 15)
def _is_sum(cell: str) -> bool:
    if cell.isascii():
        words = cell.split(None, 1)
        if not words or words[0].strip("#*-:.\"'").casefold() not in _FIRST:
            return False
    whole = plain(cell)
    return whole in _SUMS or _is_balance(whole)


def _is_balance(text: str) -> bool:
    """Whether all words are of a balance and of where it stands: "Closing ledger balance"."""
    words = {word for word in text.split() if not word.isdecimal()}
    if not words.isdisjoint(_TOTALS):
        return words <= _TOTALS | _SUMMED | _BESIDE
    if len(words) == 1 and not text.isascii():
        return any(_without(text, word) in _PLACED for word in _BALANCES)
    placed, named = not words.isdisjoint(_PLACED), not words.isdisjoint(_BALANCES)
    return placed and named and words <= _ALLOWED


def _without(text: str, word: str) -> str:
    """What stands before or after ``word`` in a script without blanks, "" without it."""
    return text.replace(word, "").strip() if word in text else ""
