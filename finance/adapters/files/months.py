"""The names of the months in forty-odd languages."""

import re
import unicodedata
from typing import Final

_MONTHS: Final = (
    (
        "jan january januar januari janvier enero janeiro gennaio gen ene janv ledna leden "
        "januara styczen stycznia sty tammikuu ocak oca ianuarie ian januaris jaanuar sausio "
        "sijecanj sij янв января январь січ січня ιαν jaenner jänner janar januarie gener "
        "janvari януари јануар јануари ιανουαριος ιανουαριου يناير جانفي ינואר ינו yanvar "
        "қаңтар січень siječnja"
    ),
    (
        "feb february februar februari fevrier fevr fev febrero fevereiro febbraio unor unora "
        "luty lutego lut helmikuu subat sub februarie februaris veebruar vasario veljaca vel "
        "фев февраля февраль лют лютого φεβ febr shkurt febrer veljace fevral февруари фебруар "
        "φεβρουαριος φεβρουαριου فبراير فيفري פברואר פבר ақпан лютий peb pebruari"
    ),
    (
        "mar march marz maerz marts mars maart marzo marco brezen brezna marca marzec maaliskuu "
        "mart martie marec ozujak ozu мар марта март бер березня μαρ mrt mrz kovo març március "
        "ožujka მარტი μαρτιος μαρτιου مارس מרץ наурыз березень maret mac"
    ),
    (
        "apr april avril abril aprile duben dubna kwiecien kwietnia kwi huhtikuu nisan nis "
        "aprilie avr abr aprilis aprill balandzio travanj tra апр апреля апрель кві квітня απρ "
        "prill travnja aprel април απριλιος απριλιου أبريل أفريل אפריל אפר сәуір квітень"
    ),
    (
        "may mai maj mei mayo maio maggio mag kveten kvetna maja toukokuu mayis mays maijs "
        "gegužes svibanj svi мая май тра травня μαι maj. maig május svibnja мај μαιος μαιου "
        "مايو ماي מאי мамыр травень"
    ),
    (
        "jun june juni juin junio junho giugno giu cerven cervna czerwiec czerwca cze kesakuu "
        "haziran haz iunie iun junijs juuni birzelio lipanj lip июн июня июнь чер червня ιουν "
        "qershor juny június lipnja junij junie iyun юни јуни јун ιουνιος ιουνιου يونيو جوان "
        "יוני маусым червень"
    ),
    (
        "jul july juli juillet juil julio julho luglio lug cervenec cervence lipiec lipca "
        "heinakuu temmuz tem iulie iul julijs juuli liepos srpanj srp июл июля июль лип липня "
        "ιουλ korrik juliol július srpnja julij julie iyul юли јули јул ιουλιος ιουλιου يوليو "
        "جويلية יולי шілде липень julai"
    ),
    (
        "aug august augusti aout agosto ago augustus srpen srpna sierpien sierpnia sie elokuu "
        "agustos agu augusts rugpjucio kolovoz kol авг августа август сер серпня αυγ aou gusht "
        "agost augusztus kolovoza avgust avqust αυγουστος αυγουστου أغسطس أوت אוגוסט אוג тамыз "
        "серпень agustus agt ags ogos ogs ágúst"
    ),
    (
        "sep sept september septembre septiembre setembro settembre set zari wrzesien wrzesnia "
        "wrz syyskuu eylul eyl septembrie septembris rugsejo rujan ruj сен сентября сентябрь "
        "вер вересня σεπ shtator setembre szeptember szept rujna septembar sentyabr септември "
        "септембар σεπτεμβριος σεπτεμβριου سبتمبر ספטמבר ספט қыркүйек вересень"
    ),
    (
        "oct october oktober octobre octubre outubro ottobre ott out okt rijen rijna "
        "pazdziernik pazdziernika paz lokakuu ekim eki octombrie oktobris oktoober spalio "
        "listopad.hr окт октября октябрь жов жовтня οκτ okto tetor oktobar oktyabr listopada.hr "
        "октомври октобар οκτωβριος οκτωβριου أكتوبر אוקטובר אוק қазан жовтень"
    ),
    (
        "nov november novembre noviembre novembro listopad listopadu listopada lis marraskuu "
        "kasim kas noiembrie noi novembris lapkricio studeni stu ноя ноября ноябрь лис "
        "листопада νοε nentor novembar noyabr studenog studenoga ноември новембар νοεμβριος "
        "νοεμβριου نوفمبر נובמבר נוב қараша листопад nopember nop"
    ),
    (
        "dec december dezember decembre diciembre dezembro dicembre dic dez prosinec prosince "
        "grudzien grudnia gru joulukuu aralik ara decembrie decembris detsember gruodzio "
        "prosinac pro дек декабря декабрь гру грудня δεκ des desember dhjetor desembre decembar "
        "dekabr prosinca декември децембар δεκεμβριος δεκεμβριου ديسمبر דצמבר דצמ желтоқсан "
        "грудень disember dis"
    ),
)
_THAI: Final = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม"),
    *("กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค."),
    *("มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
_HINDI: Final = (
    *("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त"),
    *("सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
)
_MARKED: Final = re.compile("[\u0900-\u097f\u0e00-\u0e7f]")
_NUMBERED: Final = re.compile(r"\s+(?:tháng|thg)\.?\s+(\d{1,2}),?\s+(?:năm\s+)?", re.IGNORECASE)
_ENGLISH: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_YEAR: Final = 12


def _plain(name: str) -> str:
    marks = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ł", "l"))
    return "".join(one for one in marks if not unicodedata.combining(one))


_BY_NAME: Final = {
    _plain(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}


def month(name: str) -> int | None:
    """The number of the month called ``name``, by its whole name or a short one."""
    return _BY_NAME.get(_plain(name))


def spelled(text: str) -> str:
    """``text`` with the month of a script whose letters are more than letters in English."""
    if text.isascii() and "hg" not in text:
        return text
    if _MARKED.search(text):
        for names in (_THAI, _HINDI):
            for at, name in enumerate(names):
                text = text.replace(name, f" {_ENGLISH[at % _YEAR]} ", 1)
        return " ".join(text.split())
    return _NUMBERED.sub(r"/\1/", text)
