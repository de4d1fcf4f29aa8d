"""The cells of a CSV file.

Amounts with currency signs and CR or DR beside them; words for in and out, for what is not booked
yet, and for rows that are sums.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from finance.adapters.files.amounts import Number, signed, western
from finance.domain.currencies import EXPONENTS

SYMBOLS: Final = {
    **dict.fromkeys(("€", "eur.", "euro"), "EUR"),
    **dict.fromkeys(("£", "£stg"), "GBP"),
    **dict.fromkeys(("us$", "$us", "u$s", "usd$"), "USD"),
    **dict.fromkeys(("ca$", "c$", "cad$"), "CAD"),
    **dict.fromkeys(("a$", "au$", "aud$"), "AUD"),
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "nt$": "TWD",
    "mx$": "MXN",
    "r$": "BRL",
    **dict.fromkeys(("zł", "zl", "złoty"), "PLN"),
    "kč": "CZK",
    "ft": "HUF",
    "лв": "BGN",
    "лв.": "BGN",
    "lei": "RON",
    "kn": "HRK",
    **dict.fromkeys(("₽", "руб", "руб.", "р.", "р", "rub."), "RUB"),
    **dict.fromkeys(("₹", "rs", "rs.", "inr."), "INR"),
    **dict.fromkeys(("₺", "tl"), "TRY"),
    **dict.fromkeys(("₪",), "ILS"),
    **dict.fromkeys(("₴", "грн", "грн."), "UAH"),
    "₩": "KRW",
    "฿": "THB",
    **dict.fromkeys(("₫", "đ", "vnđ", "vnd."), "VND"),
    **dict.fromkeys(("ден", "ден.", "den"), "MKD"),
    **dict.fromkeys(("৳", "tk", "tk."), "BDT"),
    "₭": "LAK",
    "₮": "MNT",
    "៛": "KHR",
    "₵": "GHS",
    "gh₵": "GHS",
    "ush": "UGX",
    "tsh": "TZS",
    "birr": "ETB",
    "dh": "MAD",
    "km": "BAM",
    "lek": "ALL",
    "fcfa": "XOF",
    "f cfa": "XOF",
    "₱": "PHP",
    "rm": "MYR",
    "rp": "IDR",
    "₦": "NGN",
    "₡": "CRC",
    "₲": "PYG",
    "₸": "KZT",
    "₾": "GEL",
    "₼": "AZN",
    "円": "JPY",
    **dict.fromkeys(("元", "人民币", "人民币元"), "CNY"),
    **dict.fromkeys(("ksh", "ksh.", "kshs"), "KES"),
    "د.ا.": "JOD",
    "د.إ": "AED",
    "ر.س": "SAR",
    "د.ك": "KWD",
    "ج.م": "EGP",
    "din.": "RSD",
    **dict.fromkeys(("fr.", "fr", "sfr", "sfr."), "CHF"),
    **dict.fromkeys(("$", "kr", "kr.", "¥", "¤", ",-", "r", "din", "q", "s/", "s/."), ""),
}
"""What stands beside amounts -> the currency it means, "" where several use it."""

_RENAMED: Final = {"RUR": "RUB", "RMB": "CNY", "NIS": "ILS", "NTD": "TWD", "STG": "GBP"}
"""Codes that banks write for another of today -> the code of ISO 4217."""

DASHES: Final = frozenset({"-", "\u2212", "–", "—", "--", "---"})
NOTHING: Final = frozenset({"", "n/a"}) | DASHES
"""What banks write into a cell that holds nothing."""

_SIGNS: Final = sorted(SYMBOLS, key=len, reverse=True)
_SIGN: Final = "|".join(re.escape(sign) for sign in _SIGNS)
_MARKED: Final = re.compile(
    rf"(?:(?P<fore>cr|dr|db|c|d)\.?\s+)?(?P<before>[+\-(\s]*)(?P<first>{_SIGN}|[a-z]{{3}})?(?P<number>[\s+\-]*[\d.,'’][^a-z]*?)"
    rf"(?P<last>{_SIGN}|[a-z]{{3}})?(?P<after>[+\-)\s]*)(?:(?P<side>cr|dr|db|c|d|π|χ)\.?|\((?P<told>cr|dr|db)\.?\))?",
    re.IGNORECASE | re.DOTALL,
)
_FORE: Final = re.compile(r"(?:cr|dr|db|c|d)\.?\s+[\d.,]", re.IGNORECASE)
_BIDI: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST: Final = 60
_GROUP: Final = 3
_OUT: Final = frozenset({"dr", "db", "d", "χ"})
_SIDED: Final = frozenset({"cr", "dr", "db", " π", " χ"})


def currency_of(sign: str) -> str:
    """The currency a sign or code beside an amount means, "" if unknown or shared by several."""
    code = sign.strip().upper()
    code = _RENAMED.get(code, code)
    return code if code in EXPONENTS else SYMBOLS.get(sign.strip().casefold(), "")


def amount(text: str, mark: str) -> tuple[Number, str] | None:
    """The number and the currency sign of a cell, None if it is not clearly an amount.

    A trailing CR makes it positive, DR negative, as the Greek letters of both do; a leading
    apostrophe or equals sign with quotes, as spreadsheets put them, is taken away.
    """
    plain = signed(text, mark)
    if plain is not None:
        return plain, ""
    bare = (
        western(_BIDI.sub("", text)).replace("\u2212", "-").strip().lstrip("'=").strip('"').strip()
    )
    found = _MARKED.fullmatch(bare) if len(bare) <= _LONGEST else None
    if found is None:
        return None
    sign = found["first"] or found["last"] or ""
    if not _known(found["first"]) or not _known(found["last"]):
        return None
    number = signed(_stuck(found), mark)
    return (
        (_turned(number, found["side"] or found["told"] or found["fore"]), sign)
        if number is not None
        else None
    )


def read_balance(text: str, mark: str) -> tuple[Number, str] | None:
    """As ``amount``; what is none with ``mark`` may be one with the other: some banks mix them."""
    return amount(text, mark) or amount(text, "," if mark == "." else ".")


def is_sided(cell: str) -> bool:
    """Whether CR or DR behind an amount says by itself whether it is money in or out."""
    bare = cell.rstrip(" .)\u00a0")
    if _FORE.match(cell):
        return True
    return bare[-2:].casefold() in _SIDED and any(map(str.isdigit, bare))


def _known(sign: str | None) -> bool:
    return not sign or sign.upper() in EXPONENTS or sign.casefold() in SYMBOLS


def _stuck(found: re.Match[str]) -> str:
    parts = found["before"], found["number"], found["after"]
    return "".join(part.strip() for part in parts)


def _turned(number: Number, side: str | None) -> Number:
    if not side:
        return number
    units, decimals = number
    return (-abs(units) if side.casefold() in _OUT else abs(units)), decimals


def looks_like_amount(text: str) -> bool:
    """Whether ``text`` is an amount with one decimal mark or the other."""
    return any(one.isdigit() for one in text) and (
        amount(text, ".") is not None or amount(text, ",") is not None
    )


def decimal_mark(cells: Iterable[str], fallback: str, places: int = 2) -> str:
    """The decimal mark that the amounts ``cells`` agree with, ``fallback`` if they do not say.

    Three digits after a mark are a group, unless the currency has three decimals (``places``).
    """
    votes = {".": 0.0, ",": 0.0}
    for cell in cells:
        digits = re.sub(r"[^\d.,]", "", cell).strip(".,") or ""
        last = max(digits.rfind("."), digits.rfind(","))
        if last < 0:
            continue
        mark = digits[last]
        other = "," if mark == "." else "."
        if other in digits[:last]:
            votes[mark] += 5
        elif digits.count(mark) > 1:
            votes[other] += 5
        elif _grouped(digits, last) and places != _GROUP:
            votes[other] += 0.4
        else:
            votes[mark] += 2
    if votes["."] == votes[","]:
        return fallback
    return "." if votes["."] > votes[","] else ","


def _grouped(digits: str, last: int) -> bool:
    """Whether what follows the last mark looks like a group of three."""
    return len(digits) - last - 1 == _GROUP and not digits.startswith("0")


def plain(text: str) -> str:
    """``text`` for comparing: no accents, no case, only letters and digits, single spaces."""
    marks = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (one if one.isalnum() else " " for one in marks if not unicodedata.combining(one))
    return " ".join("".join(kept).split())


def word_of(cell: str) -> str:
    """A cell that tells a side, as ``plain`` writes it; a sign alone as it is, a dash as minus."""
    if word := plain(cell):
        return word
    sign = western(cell.strip())
    return "-" if sign in DASHES else sign


_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ı": "i"})


def words_of(text: str) -> frozenset[str]:
    """The words of ``text``, parted by bars, as ``plain`` writes them; signs stay as they are."""
    return frozenset(plain(word) or word.strip() for word in text.split("|"))


OUT: Final = words_of(
    "(-)|"
    "paid|spent|sendt|betalt|enviado|enviada|inviato|envoye|gesendet|wyslano|odeslano|overfort|"
    "ghi no|phat sinh no|keluar|debet|ถอน|เงินออก|بدهکار|برداشت|chi|rut|"
    "d|dr|db|dbit|debit|debet|debito|débito|debitum|af|s|soll|o|out|outflow|outgoing|-|kiadas|"
    "terheles|ausgabe|ausgaben|belastung|lastschrift|expense|money out|withdrawal|withdrawals|"
    "payment out|egreso|gasto|cargo|despesa|saida|uscita|addebito|dare|w|wn|obciazenie|vydaj|"
    "vydej|odchozi|uit|veloitus|uttag|utgift|ut|depense|sortie|расход|списание|deebet|debets|"
    "借 dr|debetas|gider|borc|isplata|支出|借|出金|支|debits|sale|out flow|send|sent|bezahlt|an|"
    "purchase|дебит|дебет|출금|지급|支払い|支払|"
    "expenses|spending|חובה|مدين|debi|debitare|wydatek|vydavek|kulu|meno|utbetaling|χ|χρεωση"
)
IN: Final = words_of(
    "(+)|"
    "mottatt|modtaget|mottaget|recibido|recibida|ricevuto|recu|empfangen|otrzymano|prijato|"
    "ontvangen|ghi co|phat sinh co|masuk|ฝาก|เงินเข้า|بستانکار|واریز|thu|nap|"
    "c|cr|k|crdt|credit|kredit|kreditas|kredīts|kredits|kreedit|bij|h|haben|i|in|inflow|incoming|+|"
    "bevetel|jovairas|einnahme|einnahmen|gutschrift|income|money in|deposit|deposits|payment in|"
    "ingreso|abono|receita|entrada|entrata|accredito|avere|ma|uznanie|prijem|prichozi|credito|"
    "crédito|hyvitys|insattning|inkomst|recette|entree|приход|зачисление|пополнение|gelir|alacak|"
    "收入|贷|入金|收|uplata|credits|refund|payment|received|receive|erhalten|von|кредит|입금|예금|"
    "贷 cr|预收|זכות|دائن|creditare|wplyw|tulu|tulo|innbetaling|earning|earnings|π|πιστωση"
)
_NOT_YET: Final = words_of(
    "contabilizzato|contabilizzata|contabilizzati|comptabilise|comptabilisee|booked|posted|settled|"
    "gebucht|verbucht|abgerechnet|ausgefuhrt|contabilizado|contabilizada|bokfort|bokford|bogfort|"
    "zaksiegowana|zaksiegowano|zauctovano|zauctovana|geboekt|verwerkt|lancado|efetivado|executed"
)
_NOT: Final = words_of(
    "not|non|no|nao|nicht|noch nicht|nie|ne|niet|nog niet|ikke|ej|inte|pas|not yet"
)
NOT_BOOKED: Final = frozenset(f"{no} {booked}" for no in _NOT for booked in _NOT_YET) | words_of(
    "pending|pend|memo|reverted|declined|failed|cancelled|canceled|denied|rejected|vorgemerkt|"
    "umsatz vorgemerkt|ausstehend|abgelehnt|storniert|en attente|pendiente|pendente|in behandeling|"
    "oczekujaca|odrzucona|voided|void|expired|authorised|authorized|authorization|reserved|"
    "reserverad|reserveret|reservert|reservation|venter|afventer|vantar|odottaa|ej bokford|"
    "ikke bogfort|ikke bokfort|awaiting|not posted|unposted|scheduled|upcoming|"
    "abgebrochen|blocked|uncleared pending|hold|"
    "in attesa|offen|non comptabilise|a comptabiliser|en cours|odmitnuto|neuskutecneno|"
    "contabilizacion pendiente|processing|in progress|incoming payment waiting|ruckgangig gemacht|"
    "ruckgangig|annule|annulee|"
    "refuse|refusee|revertido|revertida|rechazado|rechazada|cancelado|cancelada|annullato|"
    "annullata|rifiutato|cofnieto|cofnieta|anulowana|anulowano|odrzucono|anulada|"
    "anulado|recusado|recusada|geannuleerd|geweigerd|teruggedraaid|afgewezen|zrusena|"
    "zruseno|zamitnuto|annullert|avbrutt|annulleret|avvist|avbruten|nekad|peruutettu|hylatty|"
    "отменена|отклонена|отменен|failed|в обработке|не выполнена|iptal|reddedildi|bekliyor|"
    "已取消|交易关闭|已关闭|失败|取消|취소|대기|voided transaction|returned pending|en traitement"
)
