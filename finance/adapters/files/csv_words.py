"""What banks call their columns, in some twenty languages.

Words are compared as ``csv_cells.plain`` writes them; ``csv_roles`` finds them in headers.
"""

from enum import StrEnum
from typing import Final

from finance.adapters.files.csv_cells import plain


class Role(StrEnum):
    """What a column holds. Those of ``OTHER`` are of no use to the ledger."""

    DATE = "date"
    VALUE_DATE = "value_date"
    AMOUNT = "amount"
    NET = "net"
    SECOND_AMOUNT = "second_amount"
    DEBIT = "debit"
    CREDIT = "credit"
    BALANCE = "balance"
    FLAG = "flag"
    PAYEE = "payee"
    DESCRIPTION = "description"
    REFERENCE = "reference"
    CURRENCY = "currency"
    SECOND_CURRENCY = "second_currency"
    ACCOUNT = "account"
    STATE = "state"
    FEE = "fee"
    TYPE = "type"
    OTHER = "other"


_WORDS: Final = {
    Role.DATE: """date|booking date|posting date|posted date|post date|transaction date|
    trans date|trans. date|date posted|posted|process date|processed date|date processed|
    entry date|transaction posting date|effective date|accounting date|created|created on|
    completed date|started date|date started|date completed|activity date|settlement date utc|
    created utc|txn date|tran date|transaction date utc|date time|datetime|timestamp|
    transaction time|operation date|run date|trade date|clearing date|ledger date|payment date|
    date of transaction|buchungstag|buchungsdatum|datum|buchung|buchungszeit|transaktionsdatum|
    belegdatum|umsatzdatum|kaufdatum|rechnungsdatum|datum der transaktion|zeitpunkt|
    abschlussdatum|buchungs datum|boekdatum|boekingsdatum|transactiedatum|datum verrichting|
    datum transactie|uitvoeringsdatum|verrichtingsdatum|date de comptabilisation|
    date operation|date de l operation|date d operation|date comptable|dateop|date op|
    date transac|date de transaction|date de l ecriture|date ecriture|date d execution|fecha|
    fecha operacion|fecha de operacion|fecha contable|f operacion|f contable|fecha movimiento|
    fecha de la operacion|fecha transaccion|fecha de transaccion|f. operacion|fecha oper|dia|
    data|data operazione|data contabile|data movimento|data registrazione|data transazione|
    data movimenti|data mov|data lancamento|data do movimento|data movimiento|
    data do lancamento|data transacao|data da transacao|data operacao|data compra|
    data da compra|data mov.|data operacji|data transakcji|data ksiegowania|data zaksiegowania|
    data waluty transakcji|data rozliczenia|data obciazenia|data tranzactiei|data tranzactie|
    data inregistrarii|
    data inregistrare|datum zauctovani|datum provedeni|datum transakce|
    datum provedeni transakce|datum zaúčtování|datum uctovania|datum operace|datum odepsani|
    datum zuctovania|datum realizacie|datum knjizenja|datum izvrsenja|datum knjizbe|
    datum transakcije|datum izvedbe|tranzakcio datuma|konyveles datuma|datum konyveles|
    konyvelesi datum|teljesites datuma|tranzakcio idopontja|konyvelés dátuma|bokford|
    tranzakcio datuma es ideje|
    bokforingsdag|bokforingsdatum|bokfort|transaktionsdag|reskontradatum|bokforingsdato|
    bogfort dato|bogforingsdato|dato|bokfort dato|bokforingsdato|utfort dato|kjopsdato|
    transdato|kirjauspaiva|kirjauspaivamaara|paivamaara|pvm|paivays|tapahtumapaiva|maksupaiva|
    kuupaev|tehingu kuupaev|datums|darijuma datums|operacijos data|islem tarihi|tarih|
    islem tarihi saat|дата|дата операции|дата платежа|дата транзакции|дата списания|
    дата операції|дата проводки|дата и время операции|дата і час операції|ημερομηνια|ημ νια|
    ημερομηνια κινησης|取引日|日付|年月日|取引年月日|お取引日|利用年月日|ご利用日|利用日|
    交易日期|记账日期|交易时间|日期|거래일시|거래일자|거래일|이용일|승인일|날짜|일자|
    利用年月日|תאריך|תאריך עסקה|תאריך רכישה|תאריך פעולה|التاريخ|تاريخ|تاريخ العملية|วันที่|
    ngay|ngay giao dich|tanggal|tanggal transaksi|tarikh|date and time|completion time|
    transaction date time|release date|date transaction|date achat|fecha de compra|
    fecha registro|fecha proceso""",
    Role.VALUE_DATE: """value date|value dt|valuta|valutadatum|wertstellung|wert|valuta datum|
    wertstellungsdatum|rentedatum|date de valeur|date valeur|dateval|date val|fecha valor|
    fecha de valor|f valor|data valuta|data valor|data waluty|datum valuty|valutovy datum|
    valutadag|rantedag|ranttedatum|valoridato|valuteringsdag|rentedato|arvopaiva|ertéknap|
    erteknap|datum splatnosti|vaartuspaev|data efektywna|interest date|rente datum|
    valuuttapaiva|valutadato|datum valute|data valutei|валюта даты|дата валютирования|due date|
    datum verrekening|date de reglement|data wartosci|settlement date|available on utc|
    data disponibile|תאריך ערך|תאריך חיוב|起息日|ngay hieu luc""",
    Role.AMOUNT: """amount|transaction amount|amount in account currency|booking amount|
    billing amount|amount local|paid amount|value|sum|amt|total amount|total|amount paid|
    debit credit amount|billed amount|charge amount|posted amount|betrag|umsatz|buchungsbetrag|
    betrag in eur|umsatzbetrag|betrag eur|soll haben betrag|betrag in kontowahrung|
    abrechnungsbetrag|belastung gutschrift|zahlbetrag|bedrag|bedrag in eur|transactiebedrag|
    bedrag transactie|montant|montant de l operation|montant en euros|montant eur|
    montant operation|importe|cantidad|monto|importe eur|importe operacion|
    importe de la operacion|importo|importo in euro|importo eur|importo operazione|valor|
    valor r|montante|quantia|valor da transacao|valor em reais|valor euro|kwota|kwota operacji|
    kwota transakcji|kwota w walucie rachunku|kwota ksiegowania|kwota rozliczenia|
    kwota w walucie rozliczenia|castka|objem|castka v mene uctu|zauctovana castka|
    castka platby|suma|ciastka|suma v mene uctu|osszeg|tranzakcio osszege|konyvelt osszeg|
    belopp|transaktionsbelopp|belop|belob|belop i nok|belop nok|belob i dkk|maara|summa|
    maara euroa|maara eur|maara euroina|tapahtuman summa|iznos|znesek|suma tranzactiei|tutar|
    islem tutari|tutari|сумма|сумма операции|сумма платежа|сумма в валюте счета|сума|
    сума в валюті картки|ποσο|金額|利用金額|ご利用金額|金额|交易金额|insattning uttag|
    uttag insattning|inn ut|credit debit amount|debit credit chf|withdrawal deposit|
    deposit withdrawal|ein ausgang|money in out|сумма платежа|支払総額|お支払金額合計|거래금액|
    이용금액|금액|סכום|סכום חיוב|סכום החיוב|المبلغ|مبلغ|จำนวนเงิน|so tien|jumlah|nominal|
    mutasi|入出金|取引金額|記帳金額|transaction net amount|
    amount and currency""",
    Role.NET: """net|net amount|netto|amount net|betrag netto|neto|net total|net value|
    montant net|netto betrag""",
    Role.SECOND_AMOUNT: """original amount|foreign amount|amount foreign|local amount|
    amount in foreign currency|originalbetrag|betrag fremdwahrung|fremdwahrungsbetrag|
    betrag in fremdwahrung|urspruenglicher betrag|amount foreign currency|orig amount|
    source amount|exchange to amount|puvodni castka|puvodni castka uhrady|castka v mene|
    original value|betrag originalwahrung|kwota w walucie|kwota oryginalna|importe divisa|
    importe original|importo originale|importo in divisa|importo in valuta|
    bedrag vreemde valuta|montant en devise|montant devise|montant original|original|
    converted amount|valor original|valor em us|target amount|betrag fremdwhrg|gross amount|
    amount in original|kwota w walucie transakcji|belopp i valuta|belop i valuta|
    utlandskt belopp|bedrag valuta|original transaction amount|instructed amount|
    сумма в валюте операции|castka v puvodni mene|tranzakcio osszege eredeti|gross|brutto|
    exchange amount|transaction amount original currency|סכום עסקה|סכום עסקה מקורי|
    現地利用額|外币金额""",
    Role.DEBIT: """debit|debits|debit amount|debit amt|withdrawal|withdrawals|
    withdrawal amount|withdrawal amt|withdrawal amount inr|paid out|money out|out|outflow|
    payments|payment out|debit amt.|amount debit|spent|debited amount|dr|dr amount|
    money out amount|spend amount|soll|belastung|belastungen|ausgang|ausgabe|ausgaben|
    lastschrift|debit betrag|betrag soll|debet|af|uit|uitgaven|bedrag af|uitgave|debit eur|
    debit euros|debit euro|montant debit|sortie|depense|depenses|retrait|retraits|cargo|cargos|
    debe|retiro|retiros|egresos|egreso|gasto|gastos|pagos|debito|debitos|addebiti|addebito|
    uscite|uscita|dare|importo dare|saida|saidas|despesa|valor debito|obciazenia|obciazenie|
    wydatki|kwota obciazenia|wyplaty|vydaje|vydej|odchozi|terheles|kiadas|uttag|utgift|ut|
    ut fra konto|ut av konto|haevet|udgift|panot ulos|veloitus|isplata|isplate|breme|odliv|
    zaduzenje|duguje|terecenje|debitare|debitari|borc|giden|расход|дебет|списание|списано|
    χρεωση|deebet|debets|debetas|お支払金額|出金|引出|支出|借方|お引出し|お引出金額|お支払い|
    出金額|支払金額|debit sgd|withdrawals sgd|withdraw|outgoing|amount out|belopp ut|charges|
    charge|purchases|withdrawn|expense amount|expense|expenses amount|출금|출금액|출금금액|
    찾으신금액|
    지급금액|חובה|בחובה|مدين|السحب|ถอนเงิน|ถอน|so tien ghi no|ghi no|keluar|pengeluaran|
    支払い金額|お引き出し|お引き出し金額|お支払い金額|支払""",
    Role.CREDIT: """credit|credits|credit amount|credit amt|deposit|deposits|deposit amount|
    deposit amt|deposit amount inr|paid in|money in|in|inflow|receipts|payment in|
    amount credit|received|credited amount|cr|cr amount|money in amount|payments in|haben|
    gutschrift|gutschriften|eingang|einnahme|einnahmen|betrag haben|credit betrag|bij|
    inkomsten|bedrag bij|credit eur|credit euros|credit euro|montant credit|entree|recette|
    recettes|depot|depots|abono|abonos|haber|deposito|depositos|ingresos|ingreso|credito|
    creditos|accrediti|accredito|entrate|entrata|avere|importo avere|entrada|entradas|receita|
    valor credito|uznania|uznanie|wplywy|kwota uznania|wplaty|prijmy|prijem|prichozi|jovairas|
    bevetel|insattning|insattningar|inkomst|inn pa konto|inn|indsat|indtaegt|panot|hyvitys|
    uplata|uplate|dobro|priliv|potrazuje|odobrenje|creditare|creditari|alacak|gelen|приход|
    кредит|зачисление|зачислено|πιστωση|kreedit|kredits|kreditas|kredit|お預り金額|入金|預入|
    收入|存入|貸方|お預入れ|お預入金額|入金額|預り金額|deposits sgd|incoming|amount in|
    belopp in|refunds|income amount|입금|입금액|입금금액|맡기신금액|זכות|בזכות|دائن|الايداع|ฝากเงิน|
    ฝาก|so tien ghi co|ghi co|masuk|pemasukan|預かり金額|お預け入れ|お預け入れ金額|預け入れ""",
    Role.BALANCE: """balance|running balance|account balance|closing balance|available balance|
    ledger balance|balance after|balance after transaction|new balance|current balance|
    running bal|total balance|balance amount|book balance|balance inr|end balance|saldo|
    kontostand|saldo nach buchung|saldo in eur|neuer saldo|neuer kontostand|saldo eur|
    saldo na trn|saldo na mutatie|saldo na transactie|eindsaldo|nieuw saldo|
    boekhoudkundig saldo|solde|solde apres operation|solde en euros|nouveau solde|
    saldo disponible|saldo contable|saldo contabile|saldo disponibile|saldo progressivo|
    saldo contabilistico|saldo apos|saldo po operacji|saldo po transakcji|saldo koncowe|
    saldo rachunku|zustatek|zustatek po operaci|zostatok|egyenleg|konyvelt egyenleg|
    bokfort saldo|saldo efter transaktion|disponibelt|bokfort saldo efter|jääk|jaak|atlikums|
    likutis|atlikusi summa|stanje|bakiye|остаток|баланс|залишок|υπολοιπο|残高|差引残高|余额|
    账户余额|sold|sold final|sold contabil|stand|saldo movimiento|saldo cuenta|saldo atual|
    saldo parcial|book saldo|zustatek na uctu|disponibele saldo|balance sgd|saldo valor|
    partial balance|daily posted balance|잔액|
    거래후잔액|거래 후 잔액|יתרה|היתרה|الرصيد|رصيد|ยอดคงเหลือ|so du|saldo akhir|baki|取引後残高|
    結餘|餘額""",
    Role.FLAG: """debit credit|credit debit|dr cr|cr dr|d c|c d|d k|s h|af bij|bij af|
    soll haben|debit credit indicator|credit debit indicator|debit or credit|credit debit code|
    transaction type dr cr|debit of credit|debet credit|credit debet|sign|indicator|cd|dc|
    debet kredit|kredit debet|bevetel kiadas|terheles jovairas|deebet kreedit|debets kredits|
    addebito accredito|dare avere|wn ma|plus minus|direction|transaction direction|
    inflow outflow|in out|charge credit|cargo abono|sens|ccy dr cr|tipo movimento dare avere|
    credit of debet|deebet kreedit d c|income expense|drcr|crdr|smer|смер|收 支|收支|입출금구분""",
    Role.PAYEE: """payee|name|counterparty|counterparty name|counter party|merchant|
    merchant name|beneficiary|beneficiary name|payee name|payer|payer name|recipient|sender|
    to from|name description|payee payer|other party|description merchant|
    transaction counterparty|target|source name|target name|counterparty account name|paid to|
    vendor|partner|partner name|from to|empfanger|auftraggeber empfanger|
    beguenstigter zahlungspflichtiger|zahlungsempfanger|begunstigter zahlungspflichtiger|
    auftraggeber begunstigter|zahlungsbeteiligter|name zahlungsbeteiligter|
    zahlungspflichtige r|zahlungspflichtiger|zahlungspflichtige|auftraggeber|begunstigter|
    name des partners|partnername|empfanger name|handler|zahlungsempfanger in|empfangername|
    handlername|gegenpartei|beguenstigter auftraggeber|auftraggeber zahlungsempfanger|
    empfanger zahlungspflichtiger|name auftraggeber|name des auftraggebers|
    beschreibung handler|unternehmen|begunstigter auftraggeber|naam|naam tegenpartij|
    tegenpartij|naam omschrijving|handelaar|naam tegenrekening|tegenpartij naam|
    naam van de tegenpartij|begunstigde|naam begunstigde|tiers|nom|beneficiaire|
    nom de la contrepartie|contrepartie|emetteur|donneur d ordre|nom contrepartie|
    libelle tiers|suppliername|beneficiario|ordenante|comercio|nombre|nombre contraparte|
    contraparte|beneficiario ordenante|nome|destinatario|ordinante|controparte|
    beneficiario ordinante|esercente|estabelecimento|favorecido|origem destino|
    nome do beneficiario|nazwa kontrahenta|kontrahent|nadawca odbiorca|odbiorca|nazwa odbiorcy|
    nazwa nadawcy|nazwa nadawcy odbiorcy|dane kontrahenta|odbiorca zleceniodawca|
    nazwa odbiorcy nadawcy|nazev protiuctu|nazev protistrany|obchodnik|prijemce|
    jmeno protistrany|nazov protiuctu|nazev uctu protistrany|nazov partnera|protistrana|
    partner neve|kedvezmenyezett|ellenoldali nev|ellenpartner|partner elnevezese|mottagare|
    mottagare avsandare|betalningsmottagare|avsandare|modtager|mottaker|motpart|butik|
    forretning|saaja maksaja|saaja|maksaja|vastaanottaja|saajan nimi|vastapuoli|
    saaja tai maksaja|saatja saaja nimi|saaja nimi|sanemejs maksatajs|gavejas moketojas|
    moketojas gavejas|primatelj|prejemnik|naziv|primatelj platitelj|naziv primaoca|
    naziv platitelja|nume|nume contrapartida|nume beneficiar|alici|gonderen|получатель|
    контрагент|отправитель|плательщик получатель|наименование контрагента|取引先|お相手|
    对方户名|交易对方|title|titre|店名|利用店名|利用店名 商品名|שם בית עסק|שם בית העסק|
    内容摘要|merchantname|fantasia""",
    Role.DESCRIPTION: """description|details|memo|narrative|narration|transaction description|
    transaction details|particulars|transaction remarks|remarks|notes|note|message|
    extended description|full description|transaction|reference text|payment details|purpose|
    text|original description|statement description|additional information|payment reference|
    transaction narration|description 1|description 2|info|information|item title|subject|
    memo description|appears on your statement as|code particulars|comment|comments|
    narrative 1|activity|payment information|your reference|their reference|other details|
    posting text|message for payee|message for me|transaction text|booking text|cheque details|
    verwendungszweck|buchungstext|beschreibung|vorgang verwendungszweck|zahlungsgrund|
    mitteilung|umsatztext|transaktionsbeschreibung|transaktionsbeschreibung zusatz|bemerkung|
    verwendung|zahlungszweck|details zur zahlung|notiz|informationen|bezeichnung|
    beschreibung 1|beschreibung1|beschreibung2|avisierungstext|buchungsdetails|transaktion|
    transaktionsdetails|beschreibung der transaktion|zahlungsreferenz|kundenreferenz|
    omschrijving|mededelingen|mededeling|vrije mededeling|gestructureerde mededeling|
    toelichting|omschrijving 1|omschrijving 2|omschrijving 3|kenmerk|betalingskenmerk|detail|
    libelle|libelle operation|libelle simplifie|libelle complet|communication|motif|nature|
    libelle de l operation|communications|informations complementaires|libelle court|
    commentaire|nature de l operation|detail de l ecriture|reference operation|concepto|
    descripcion|concepto ampliado|observaciones|mas datos|movimiento|detalle|leyenda|
    comentario|concepto de la operacion|leyendas adicionales|referencia del movimiento|
    descrizione|causale|descrizione operazione|descrizione estesa|dettagli|operazione|
    descrizione completa|descrizione movimento|note aggiuntive|descricao|historico|lancamento|
    descritivo|descricao do movimento|movimento|detalhes|titulo|descricao da transacao|opis|
    tytul|opis operacji|tytulem|opis transakcji|szczegoly|tytul operacji|dane operacji|
    szczegoly transakcji|opis dodatkowy|zprava|zprava pro prijemce|zprava pro me|popis|
    poznamka|popis transakce|polozka|zprava pro prijemce i pro me|poznamka pre mna|
    sprava pre prijimatela|informacia pre prijemcu|popis prikazu|item|popis operacie|
    detail platby|zprava pro mne|doplnujuci udaj|kozlemeny|leiras|megjegyzes|
    tranzakcio leirasa|reszletek|tranzakcio tipusa leiras|meddelande|beskrivning|specifikation|
    rubrik|beskrivelse|tekst|melding|forklaring|posteringstekst|referens|transaktionstext|
    fritekst|egne notater|viesti|selite|kuvaus|tapahtuma|selitys|viite viesti|
    viesti viitenumero|tapahtuman kuvaus|selgitus|kirjeldus|makse selgitus|maksajums merkis|
    informacija|paskirtis|mokejimo paskirtis|svrha|svrha placanja|opis placanja|
    opis transakcije|namen|namen placila|descriere|detalii tranzactie|detalii|
    detalii tranzactii|explicatii|descrierea tranzactiei|aciklama|islem aciklamasi|islem|
    описание|назначение платежа|описание операции|комментарий|назначение|опис операції|
    περιγραφη|αιτιολογια|摘要|内容|备注|附言|商品|取引内容|ご利用店名|利用店名|お取り扱い内容|摘要内容|入出金内容|적요|
    내용|기재내용|거래내용|תיאור|פרטים|הפעולה|תיאור פעולה|الوصف|البيان|รายละเอียด|รายการ|
    noi dung|mo ta|dien giai|keterangan|particulars of transaction""",
    Role.REFERENCE: """reference|transaction id|reference number|ref|id|transaction reference|
    reference no|bank reference|transaction number|transaction ref|txn id|trans id|ref no|
    unique id|tran id|transactionid|transaction unique id|transaction reference number|
    record id|balance transaction id|transferwise id|fitid|serial|chq ref number|check number|
    cheque number|check or slip|cheque|chq no|check|slip number|receipt id|receipt number|
    document number|referenz|referenznummer|buchungsreferenz|transaktionsnummer|umsatz id|
    transaktions id|transaktionscode|buchungs id|transaktions nr|transactiereferentie|volgnr|
    volgnummer|referentie|transactie id|reference de l operation|numero operation|
    numero de reference|numero d operation|referencia|numero de operacion|numero operacion|
    riferimento|numero operazione|codice operazione|identificador|codigo|numero documento|
    num documento|documento|numer referencyjny|numer transakcji|nr transakcji|
    identyfikator transakcji|id operacji|id transakce|referencni cislo transakce|
    cislo transakce|referencia banky|id pohybu|id operace|id pokynu|oznaceni operace|azonosito|
    tranzakcio azonosito|tranzakcio szama|verifikationsnummer|arkivreferanse|arkivref|
    arkivtunnus|arkistointitunnus|arkistotunnus|arhiveerimistunnus|dokumendi number|
    ieraksta nr|dokumento nr|iraso nr|referencija|referinta|numar referinta|referans no|
    dekont no|номер документа|номер операции|id операции|номер|код|お取引番号|交易流水号|
    流水号|交易单号|transaction hash""",
    Role.CURRENCY: """currency|ccy|currency code|account currency|transaction currency|cur|
    curr|waehrung|wahrung|buchungswahrung|kontowahrung|munt|muntsoort|valuta|devise|moneda|
    divisa|moeda|waluta|waluta rachunku|mena|mena uctu|penznem|devizanem|tranzakcio devizaneme|
    konyvelt osszeg devizaneme|valuutta|valuuta|валюта|doviz|para birimi|νομισμα|通貨|币种|
    交易币种|记账币种|
    통화|מטבע|מטבע חיוב|العملة|
    montant devise|code devise|balance currency|幣別|币别|
    mata uang|kode mata uang|divisa cuenta|moneda de la cuenta|devise du compte|kontovaluta|
    valuta del conto|billing currency|whg|valiuta|moneta""",
    Role.SECOND_CURRENCY: """foreign currency|original currency|local currency|fremdwahrung|
    originalwahrung|currency foreign|type foreign currency|orig currency|original ccy|
    exchange currency|puvodni mena|puvodni mena uhrady|source currency|divisa original|
    target currency|payment currency|מטבע עסקה|waluta transakcji|waluta operacji|devise d origine|
    muntsoort vreemde valuta|original currency code|fee currency""",
    Role.ACCOUNT: """account|account number|account no|account name|iban|iban bban|account id|
    my account|own account|bank account|item account|account nr|konto|kontonummer eigen|
    auftragskonto|iban auftragskonto|iban auftraggeberkonto|eigenes konto|kontobezeichnung|
    kontoname|bezeichnung auftragskonto|rekening|rekeningnummer|eigen rekening|
    eigen rekeningnummer|iban rekening|compte|numero de compte|compte numero|accountnum|
    accountlabel|cuenta|numero de cuenta|cuenta iban|conto|numero conto|conta|numero da conta|
    rachunek|numer rachunku|numer konta|nr rachunku|ucet|cislo uctu|vlastni ucet|
    cislo vlastniho uctu|szamlaszam|szamla|tili|tilinumero|kliendi konto|konta numurs|
    saskaitos numeris|saskaitos nr|racun|cont|numar cont|hesap no|hesap|счет|номер счета|
    номер карты|compte iban|account key|client account|账号|口座番号|cuenta de cargo|
    accountnumber|kontonr""",
    Role.STATE: """state|status|transaction status|booking status|payment status|umsatzstatus|
    buchungsstatus|statut|estado|stato|stav|allapot|tila|статус|durum|status transakcji|
    cleared|状态|交易状态|zustand|oznaka|situacao|etat|состояние|当前状态|상태""",
    Role.FEE: """fee|fees|transaction fee|gebuhr|gebuhren|kosten|frais|comision|commissione|
    commissioni|prowizja|poplatek|dij|avgift|gebyr|taxa|комиссия|fee amount|total fees|spesen|
    kosten op verrichting|fee paid|costs|opłata|oplata|手续费|수수료|taxas|tarifa|
    service charge|transaction charge|service fee|service fees|bank fee|bank fees|atm fee""",
    Role.TYPE: """type|transaction type|transaktionstyp|umsatzart|umsatztyp|buchungsart|
    vorgang|transaction category|mutatiesoort|soort|tipo|tipo movimiento|tipo operacion|
    tipo movimento|rodzaj operacji|typ transakcji|rodzaj transakcji|typ operacji|typ transakce|
    typ|type d operation|tranzakcio tipusa|transaktionstype|typ av transaktion|tapahtumalaji|
    laji|islem tipi|tip|category|categorie|categoria|kategorie|kategoria|categories|kategori|
    kategorija|mcc|kategorie transakce|tags|product|тип операции|категория|posting type|method|
    tran type|transaction code|code|交易类型|分类|sub category|master category|category group""",
    Role.OTHER: """exchange rate|rate|fx rate|wechselkurs|umrechnungskurs|kurs|creditor id|
    kreditor id|glaeubiger id|wisselkoers|koers|taux|taux de change|tipo de cambio|cambio|
    kurs waluty|kurz|arfolyam|vaxlingskurs|valutakurs|time|uhrzeit|tijd|heure|hora|ora|
    time zone|timezone|cas|godzina|czas|saat|tid|counterparty account|counterparty iban|
    opposing account|kontonummer|kontonummer iban|blz|bankleitzahl|bic|bic swift|swift|
    swift bic|bank code|sort code|branch code|branch|zip|city|state province|glaubiger id|
    mandatsreferenz|mandate|glaubiger|end to end|kundenreferenz end to end|sammlerreferenz|
    lastschrift ursprungsbetrag|auslagenersatz rucklastschrift|auslagenersatz ruecklastschrift|
    lastschriftursprungsbetrag|tegenrekening|bic tegenpartij|rekeningnummer tegenpartij|
    tegenrekening iban bban|rekening tegenpartij|compte contrepartie|cuenta contraparte|
    iban contraparte|numer rachunku kontrahenta|numer rachunku odbiorcy|numer rachunku nadawcy|
    cislo protiuctu|protiucet|kod banky|cislo uctu protistrany|partner szamlaszama|kartyaszam|
    card number|card no|kartennummer|kreditkarte|numero carta|kredietkaart|carta|tarjeta|
    numer karty|card member|cardholder|card|karta|variable symbol|variabilni symbol|
    variabilny symbol|vs|ks|ss|konstantni symbol|specificky symbol|konstantny symbol|
    variable symbol 1|constant symbol|specific symbol|bank account details|afschriftnummer|
    information mode|szamla neve|own name|emoji|address|adresse|receipt|attachment|latitude|
    longitude|country|land|pays|pais|paese|vat|tax|mwst|tva|iva|initial balance|final balance|
    income entries|expenses entries|gelaender|landerkennzeichen|gebuhrenschlussel|primanota|
    points|cashback|reward|bonusy|кэшбэк|units|quantity|shares|price|anzahl|stuck|zip code|
    phone|email|from email address|to email address|flag|budget|account type|bank|bank name|
    organisation|interest|tip|last 4 digits|user|created by|updated|exported|split|
    konto gegenseite|nr|row|line|no|last transaction date|initial date|final date|
    statement date|billing date|from date|to date|expenses|income|spending|percent|
    net value total|rounding|open|high|low|close|volume|adj close|price per share|saldo waluta""",
}


def _table() -> dict[str, Role]:
    table: dict[str, Role] = {}
    for role, words in _WORDS.items():
        for word in words.split("|"):
            table.setdefault(plain(word), role)
    return table


TABLE: Final = _table()
"""Word, as ``plain`` writes it -> role."""
