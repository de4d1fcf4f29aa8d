"""Words, or a balance, that tell money out from money in where amounts bear no sign."""

from collections.abc import Sequence
from typing import Final

from finance.adapters.files.csv_cells import IN, OUT, plain, word_of
from finance.adapters.files.csv_columns import FEW, Column, rows_with
from finance.adapters.files.csv_evidence import sides
from finance.adapters.files.csv_found import Amounts
from finance.adapters.files.csv_words import Role

_NEARLY: Final = 0.9
_SEVERAL: Final = 3
_PAIR: Final = 2
_SHORT: Final = 3


def add_flag(found: Amounts, columns: Sequence[Column], mark: str) -> None:
    """What tells money out from money in where the amounts carry no sign.

    A column of words; where that is none, or the balance contradicts it, the balance row by row,
    and the words that agree with it for the row that has none before it.
    """
    if found.amount is None or (found.proof.holds and found.amount.negative):
        return
    _add_words(found, found.amount, columns)
    if found.amount.negative or found.balance is None:
        return
    told = sides(found.amount.minor(mark), found.balance.minor(mark))
    alike = len({*told} - {0}) == 1 and sum(map(abs, told)) >= _SEVERAL
    proven = found.proof.holds and found.proof.share == 1.0 and alike
    if not any(told) or (_agrees(found, told) if found.flag else proven):
        return
    found.by_balance = True
    found.flag, found.flag_out = _words_of(told, found, columns)


def _add_words(found: Amounts, single: Column, columns: Sequence[Column]) -> None:
    for one in columns:
        words = {word_of(cell) for cell in one.cells}
        if one.at == single.at or not one.filled or len(words) > FEW:
            continue
        known = (words & OUT, words & IN)
        if _all_known(words, known, one) and (not single.negative or _against(single, one)):
            found.flag = one
            found.flag_out = _out_words(words, known)
            return
    _add_filled(found, single, columns)


def _add_filled(found: Amounts, single: Column, columns: Sequence[Column]) -> None:
    """A column named after money in that holds words where one named after money out holds none."""
    texts = [one for one in columns if one.filled and not one.numeric and one.at != single.at]
    if single.negative:
        return
    rows_of = {one.at: rows_with(one.cells) for one in texts}
    every = (1 << len(single.cells)) - 1
    outs = [one for one in texts if _named_out(one)]
    for into in (one for one in texts if _named_in(one)):
        for out in outs:
            if into is not out and rows_of[into.at] ^ rows_of[out.at] == every:
                found.flag, found.flag_out = into, ("",)
                return


def _named_in(one: Column) -> bool:
    return not IN.isdisjoint(plain(one.header).split())


def _named_out(one: Column) -> bool:
    return not OUT.isdisjoint(plain(one.header).split())


def _agrees(found: Amounts, told: Sequence[int]) -> bool:
    cells = found.flag.cells if found.flag else []
    outs = [word_of(cell) in found.flag_out for cell in cells]
    return all((side < 0) == out for side, out in zip(told, outs, strict=True) if side)


def _words_of(
    told: Sequence[int], found: Amounts, columns: Sequence[Column]
) -> tuple[Column | None, tuple[str, ...]]:
    """A column of few words of which each stands beside money out alone, or in alone."""
    taken = (found.amount, found.balance)
    for one in columns:
        words = [word_of(cell) for cell in one.cells]
        out = {word for word, side in zip(words, told, strict=True) if side < 0}
        into = {word for word, side in zip(words, told, strict=True) if side > 0}
        if len(set(words)) == _PAIR and max(map(len, words)) <= _SHORT and not (out and into):
            out, into = (out, set(words) - out) if out else (set(words) - into, into)
        clear = bool(out and into) and not out & into and set(words) <= out | into
        few = len(out | into) < min(len(words), FEW + 1) or max(map(len, words)) <= _SHORT
        if one not in taken and one.filled and clear and few:
            return one, tuple(sorted(out))
    return None, ()


def _against(single: Column, flag: Column) -> bool:
    """Whether every sign says the contrary of the words beside it, as some cards have it."""
    told = [
        (plain(word) in OUT, cell[:1] in {"-", "\u2212", "("})
        for word, cell in zip(flag.cells, single.cells, strict=True)
        if word and cell
    ]
    return all(out != down for out, down in told)


def _all_known(words: set[str], known: tuple[set[str], set[str]], one: Column) -> bool:
    told = [word for cell in one.filled if (word := plain(cell) or cell)]
    hits = sum(word in known[0] or word in known[1] for word in told)
    if hits < _NEARLY * len(told):
        return False
    if len(words - {""}) == 1 and one.role not in {Role.FLAG, Role.TYPE}:
        return bool("" in words and words <= {"", "cr", "dr"})
    return True


def _out_words(words: set[str], known: tuple[set[str], set[str]]) -> tuple[str, ...]:
    out = set(known[0] - (known[1] if len(known[0]) > 1 else set()))
    if "" in words and not out:
        out.add("")
    return tuple(sorted(out))
