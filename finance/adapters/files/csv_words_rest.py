"""What banks call days, texts and all else that is not money; see ``csv_words``."""

from typing import Final

REST: Final = {
    "date": """
    date|booking date|posting date|posted date|post date|transaction date|trans date|date posted|
    posted|process date|processed date|date processed|entry date|transaction posting date|
    effective date|accounting date|created|created on|completed date|started date|date started|
    date completed|activity date|settlement date utc|created utc|txn date|tran date|
    transaction date utc|date time|datetime|timestamp|transaction time|operation date|run date|
    trade date|clearing date|ledger date|payment date|date of transaction|buchungstag|
    buchungsdatum|datum|buchung|buchungszeit|transaktionsdatum|belegdatum|umsatzdatum|kaufdatum|
    rechnungsdatum|datum der transaktion|zeitpunkt|abschlussdatum|buchungs datum|boekdatum|
    boekingsdatum|transactiedatum|datum verrichting|datum transactie|uitvoeringsdatum|
    verrichtingsdatum|date de comptabilisation|date operation|date de l operation|date d operation|
    date comptable|dateop|date op|date transac|date de transaction|date de l ecriture|
    date ecriture|date d execution|fecha|fecha operacion|fecha de operacion|fecha contable|
    f operacion|f contable|fecha movimiento|fecha de la operacion|fecha transaccion|
    fecha de transaccion|fecha oper|dia|data|data operazione|data contabile|data movimento|
    data registrazione|data transazione|data movimenti|data mov|data lancamento|data do movimento|
    data movimiento|data do lancamento|data transacao|data da transacao|data operacao|data compra|
    data da compra|data operacji|data transakcji|data ksiegowania|data zaksiegowania|
    data waluty transakcji|data rozliczenia|data obciazenia|data tranzactiei|data tranzactie|
    data inregistrarii|data inregistrare|datum zauctovani|datum provedeni|datum transakce|
    datum provedeni transakce|datum uctovania|datum operace|datum odepsani|datum zuctovania|
    datum realizacie|datum knjizenja|datum izvrsenja|datum knjizbe|datum transakcije|datum izvedbe|
    tranzakcio datuma|konyveles datuma|datum konyveles|konyvelesi datum|teljesites datuma|
    tranzakcio idopontja|bokford|tranzakcio datuma es ideje|bokforingsdag|bokforingsdatum|bokfort|
    transaktionsdag|reskontradatum|bokforingsdato|bogfort dato|bogforingsdato|dato|bokfort dato|
    utfort dato|kjopsdato|transdato|kirjauspaiva|kirjauspaivamaara|paivamaara|pvm|paivays|
    tapahtumapaiva|maksupaiva|kuupaev|tehingu kuupaev|datums|darijuma datums|operacijos data|
    islem tarihi|tarih|islem tarihi saat|дата|дата операции|дата платежа|дата транзакции|
    дата списания|дата операції|дата проводки|дата и время операции|дата і час операції|ημερομηνια|
    ημ νια|ημερομηνια κινησης|取引日|日付|年月日|取引年月日|お取引日|利用年月日|ご利用日|利用日|
    交易日期|记账日期|交易时间|日期|거래일시|거래일자|거래일|이용일|승인일|날짜|일자|תאריך|
    תאריך עסקה|תאריך רכישה|תאריך פעולה|التاريخ|تاريخ|تاريخ العملية|วันที่|ngay|ngay giao dich|
    tanggal|tanggal transaksi|tarikh|date and time|completion time|transaction date time|
    release date|date transaction|date achat|fecha de compra|fecha registro|fecha proceso|датум|
    датум на трансакција|датум трансакције|датум валута|огноо|гүйлгээний огноо|ամսաթիվ|თარიღი|
    tarix|sana|тарих|күні|операция күні|تاریخ|tarehe|তারিখ|data e transaksionit|data e veprimit|
    dagsetning|bokunardagur|data operacio|data operació|eragiketa data|fecha del movimiento|
    transactiondate|bookingdate|posteddate|dato for bokforing|trans dt|post dt|posting dt|entry dt|
    txn dt|time completed|data pagamento|data evento|data da operacao|fecha operacio|dt|
    data lancto|data do pagamento|datum a cas|cas transakce|datum transakcie|kirjanduspaev|
    makse kuupaev|maksajuma datums|atlikimo data|einkaufsdatum|inkopsdatum|data zakupu|
    data acquisto|date d achat|aankoopdatum|ostopaiva|datum nakupu|kobsdato""",
    "value_date": """
    value date|value dt|valuta|valutadatum|wertstellung|wert|valuta datum|wertstellungsdatum|
    rentedatum|date de valeur|date valeur|dateval|date val|fecha valor|fecha de valor|f valor|
    data valuta|data valor|data waluty|datum valuty|valutovy datum|valutadag|rantedag|ranttedatum|
    valoridato|valuteringsdag|rentedato|arvopaiva|ertéknap|datum splatnosti|vaartuspaev|
    data efektywna|interest date|rente datum|valuuttapaiva|valutadato|datum valute|data valutei|
    валюта даты|дата валютирования|due date|datum verrekening|date de reglement|data wartosci|
    settlement date|available on utc|data disponibile|תאריך ערך|תאריך חיוב|起息日|ngay hieu luc""",
    "payee": """
    payee|name|counterparty|counterparty name|counter party|merchant|merchant name|beneficiary|
    beneficiary name|payee name|payer|payer name|recipient|sender|to from|name description|
    payee payer|other party|description merchant|transaction counterparty|target|source name|
    target name|counterparty account name|paid to|vendor|partner|partner name|from to|empfanger|
    auftraggeber empfanger|beguenstigter zahlungspflichtiger|zahlungsempfanger|
    begunstigter zahlungspflichtiger|auftraggeber begunstigter|zahlungsbeteiligter|
    name zahlungsbeteiligter|zahlungspflichtige r|zahlungspflichtiger|zahlungspflichtige|
    auftraggeber|begunstigter|name des partners|partnername|empfanger name|handler|
    zahlungsempfanger in|empfangername|handlername|gegenpartei|beguenstigter auftraggeber|
    auftraggeber zahlungsempfanger|empfanger zahlungspflichtiger|name auftraggeber|
    name des auftraggebers|beschreibung handler|unternehmen|begunstigter auftraggeber|naam|
    naam tegenpartij|tegenpartij|naam omschrijving|handelaar|naam tegenrekening|tegenpartij naam|
    naam van de tegenpartij|begunstigde|naam begunstigde|tiers|nom|beneficiaire|
    nom de la contrepartie|contrepartie|emetteur|donneur d ordre|nom contrepartie|libelle tiers|
    suppliername|beneficiario|ordenante|comercio|nombre|nombre contraparte|contraparte|
    beneficiario ordenante|nome|destinatario|ordinante|controparte|beneficiario ordinante|
    esercente|estabelecimento|favorecido|origem destino|nome do beneficiario|nazwa kontrahenta|
    kontrahent|nadawca odbiorca|odbiorca|nazwa odbiorcy|nazwa nadawcy|nazwa nadawcy odbiorcy|
    dane kontrahenta|odbiorca zleceniodawca|nazwa odbiorcy nadawcy|nazev protiuctu|
    nazev protistrany|obchodnik|prijemce|jmeno protistrany|nazov protiuctu|nazev uctu protistrany|
    nazov partnera|protistrana|partner neve|kedvezmenyezett|ellenoldali nev|ellenpartner|
    partner elnevezese|mottagare|mottagare avsandare|betalningsmottagare|avsandare|modtager|
    mottaker|motpart|butik|forretning|saaja maksaja|saaja|maksaja|vastaanottaja|saajan nimi|
    vastapuoli|saaja tai maksaja|saatja saaja nimi|saaja nimi|sanemejs maksatajs|gavejas moketojas|
    moketojas gavejas|primatelj|prejemnik|naziv|primatelj platitelj|naziv primaoca|
    naziv platitelja|nume|nume contrapartida|nume beneficiar|alici|gonderen|получатель|контрагент|
    отправитель|плательщик получатель|наименование контрагента|取引先|お相手|对方户名|交易对方|
    title|titre|店名|利用店名|利用店名 商品名|שם בית עסק|שם בית העסק|内容摘要|merchantname|
    fantasia|udelezenec|participant|platitelj primatelj|saaja maksja|назив|прималац|налогодавац|
    контрагент назив|получатель плательщик|հակակողմ|partnyor|tərəf|vidtakandi|auftraggebername|
    empfaengername|recipientname|counterpartyname|merchant source|sender receiver|sender name|
    receiver|receiver name|sumber tujuan|sagatavotajs|nombre beneficiario|razon social|
    nome contraparte|name of counterparty|name of other party|other party name|mottaker avsender|
    mottaker/avsender|navn""",
    "description": """
    description|details|memo|narrative|narration|transaction description|transaction details|
    particulars|transaction remarks|remarks|notes|note|message|extended description|
    full description|transaction|reference text|payment details|purpose|text|original description|
    statement description|additional information|payment reference|transaction narration|
    description 1|description 2|info|information|item title|subject|memo description|
    appears on your statement as|code particulars|comment|comments|narrative 1|activity|
    payment information|your reference|their reference|other details|posting text|
    message for payee|message for me|transaction text|booking text|cheque details|verwendungszweck|
    buchungstext|beschreibung|vorgang verwendungszweck|zahlungsgrund|mitteilung|umsatztext|
    transaktionsbeschreibung|transaktionsbeschreibung zusatz|bemerkung|verwendung|zahlungszweck|
    details zur zahlung|notiz|informationen|bezeichnung|beschreibung 1|beschreibung1|beschreibung2|
    avisierungstext|buchungsdetails|transaktion|transaktionsdetails|beschreibung der transaktion|
    zahlungsreferenz|kundenreferenz|omschrijving|mededelingen|mededeling|vrije mededeling|
    gestructureerde mededeling|toelichting|omschrijving 1|omschrijving 2|omschrijving 3|kenmerk|
    betalingskenmerk|detail|libelle|libelle operation|libelle simplifie|libelle complet|
    communication|motif|nature|libelle de l operation|communications|informations complementaires|
    libelle court|commentaire|nature de l operation|detail de l ecriture|reference operation|
    concepto|descripcion|concepto ampliado|observaciones|mas datos|movimiento|detalle|leyenda|
    comentario|concepto de la operacion|leyendas adicionales|referencia del movimiento|descrizione|
    causale|descrizione operazione|descrizione estesa|dettagli|operazione|descrizione completa|
    descrizione movimento|note aggiuntive|descricao|historico|lancamento|descritivo|
    descricao do movimento|movimento|detalhes|titulo|descricao da transacao|opis|tytul|
    opis operacji|tytulem|opis transakcji|szczegoly|tytul operacji|dane operacji|
    szczegoly transakcji|opis dodatkowy|zprava|zprava pro prijemce|zprava pro me|popis|poznamka|
    popis transakce|polozka|zprava pro prijemce i pro me|poznamka pre mna|sprava pre prijimatela|
    informacia pre prijemcu|popis prikazu|item|popis operacie|detail platby|zprava pro mne|
    doplnujuci udaj|kozlemeny|leiras|megjegyzes|tranzakcio leirasa|reszletek|
    tranzakcio tipusa leiras|meddelande|beskrivning|specifikation|rubrik|beskrivelse|tekst|melding|
    forklaring|posteringstekst|referens|transaktionstext|fritekst|egne notater|viesti|selite|
    kuvaus|tapahtuma|selitys|viite viesti|viesti viitenumero|tapahtuman kuvaus|selgitus|kirjeldus|
    makse selgitus|maksajums merkis|informacija|paskirtis|mokejimo paskirtis|svrha|svrha placanja|
    opis placanja|opis transakcije|namen|namen placila|descriere|detalii tranzactie|detalii|
    detalii tranzactii|explicatii|descrierea tranzactiei|aciklama|islem aciklamasi|islem|описание|
    назначение платежа|описание операции|комментарий|назначение|опис операції|περιγραφη|αιτιολογια|
    摘要|内容|备注|附言|商品|取引内容|ご利用店名|お取り扱い内容|摘要内容|入出金内容|적요|내용|
    기재내용|거래내용|거래기록사항|기록사항|통장표시내용|תיאור|פרטים|הפעולה|תיאור פעולה|الوصف|
    البيان|รายละเอียด|รายการ|noi dung|mo ta|dien giai|keterangan|particulars of transaction|paie|
    опис|опис трансакције|цел на дознака|намена|сврха|гүйлгээний утга|утга|նկարագրություն|նպատակ|
    დანიშნულება|აღწერა|teyinat|təyinat|izoh|сипаттама|тағайындалуы|شرح|توضیحات|maelezo|বিবরণ|
    pershkrimi|përshkrimi|skyring|skýring|texti|concepte|kontzeptua|butiran|butiran transaksi|
    beskrywing|cel|belegdaten|interne notiz|transaction particulars|txn description|
    tran description|trans description|operazione dettagli""",
    "reference": """
    reference|transaction id|reference number|ref|id|transaction reference|reference no|
    bank reference|transaction number|transaction ref|txn id|trans id|ref no|unique id|tran id|
    transactionid|transaction unique id|transaction reference number|record id|
    balance transaction id|transferwise id|fitid|serial|chq ref number|check number|cheque number|
    check or slip|cheque|chq no|check|slip number|receipt id|receipt number|document number|
    referenz|referenznummer|buchungsreferenz|transaktionsnummer|umsatz id|transaktions id|
    transaktionscode|buchungs id|transaktions nr|transactiereferentie|volgnr|volgnummer|referentie|
    transactie id|reference de l operation|numero operation|numero de reference|numero d operation|
    referencia|numero de operacion|numero operacion|riferimento|numero operazione|
    codice operazione|identificador|codigo|numero documento|num documento|documento|
    numer referencyjny|numer transakcji|nr transakcji|identyfikator transakcji|id operacji|
    id transakce|referencni cislo transakce|cislo transakce|referencia banky|id pohybu|id operace|
    id pokynu|oznaceni operace|azonosito|tranzakcio azonosito|tranzakcio szama|verifikationsnummer|
    arkivreferanse|arkivref|arkivtunnus|arkistointitunnus|arkistotunnus|arhiveerimistunnus|
    dokumendi number|ieraksta nr|dokumento nr|iraso nr|referencija|referinta|numar referinta|
    referans no|dekont no|номер документа|номер операции|id операции|номер|код|お取引番号|
    交易流水号|流水号|交易单号|transaction hash""",
    "account": """
    account|account number|account no|account name|iban|iban bban|account id|my account|
    own account|bank account|item account|account nr|konto|kontonummer eigen|auftragskonto|
    iban auftragskonto|iban auftraggeberkonto|eigenes konto|kontobezeichnung|kontoname|
    bezeichnung auftragskonto|rekening|rekeningnummer|eigen rekening|eigen rekeningnummer|
    iban rekening|compte|numero de compte|compte numero|accountnum|accountlabel|cuenta|
    numero de cuenta|cuenta iban|conto|numero conto|conta|numero da conta|rachunek|numer rachunku|
    numer konta|nr rachunku|ucet|cislo uctu|vlastni ucet|cislo vlastniho uctu|szamlaszam|szamla|
    tili|tilinumero|kliendi konto|konta numurs|saskaitos numeris|saskaitos nr|racun|cont|
    numar cont|hesap no|hesap|счет|номер счета|номер карты|compte iban|account key|client account|
    账号|口座番号|cuenta de cargo|accountnumber|kontonr""",
    "state": """
    state|status|transaction status|booking status|payment status|umsatzstatus|buchungsstatus|
    statut|estado|stato|stav|allapot|tila|статус|durum|status transakcji|cleared|状态|交易状态|
    zustand|oznaka|situacao|etat|состояние|当前状态|상태|contabilizzazione|stato operazione|
    situacao do lancamento""",
    "type": """
    type|transaction type|transaktionstyp|umsatzart|umsatztyp|buchungsart|vorgang|
    transaction category|mutatiesoort|soort|tipo|tipo movimiento|tipo operacion|tipo movimento|
    rodzaj operacji|typ transakcji|rodzaj transakcji|typ operacji|typ transakce|typ|
    type d operation|tranzakcio tipusa|transaktionstype|typ av transaktion|tapahtumalaji|laji|
    islem tipi|tip|category|categorie|categoria|kategorie|kategoria|categories|kategori|kategorija|
    mcc|kategorie transakce|tags|product|тип операции|категория|posting type|method|tran type|
    transaction code|code|交易类型|分类|sub category|master category|category group""",
    "other": """
    exchange rate|rate|fx rate|wechselkurs|umrechnungskurs|kurs|creditor id|kreditor id|
    glaeubiger id|wisselkoers|koers|taux|taux de change|tipo de cambio|cambio|kurs waluty|kurz|
    arfolyam|vaxlingskurs|valutakurs|time|uhrzeit|tijd|heure|hora|ora|time zone|timezone|cas|
    godzina|czas|saat|tid|counterparty account|counterparty iban|opposing account|kontonummer|
    kontonummer iban|blz|bankleitzahl|bic|bic swift|swift|swift bic|bank code|sort code|
    branch code|branch|zip|city|state province|glaubiger id|mandatsreferenz|mandate|glaubiger|
    end to end|kundenreferenz end to end|sammlerreferenz|lastschrift ursprungsbetrag|
    auslagenersatz rucklastschrift|auslagenersatz ruecklastschrift|lastschriftursprungsbetrag|
    tegenrekening|bic tegenpartij|rekeningnummer tegenpartij|tegenrekening iban bban|
    rekening tegenpartij|compte contrepartie|cuenta contraparte|iban contraparte|
    numer rachunku kontrahenta|numer rachunku odbiorcy|numer rachunku nadawcy|cislo protiuctu|
    protiucet|kod banky|cislo uctu protistrany|partner szamlaszama|kartyaszam|card number|card no|
    kartennummer|kreditkarte|numero carta|kredietkaart|carta|tarjeta|numer karty|card member|
    cardholder|card|karta|variable symbol|variabilni symbol|variabilny symbol|vs|ks|ss|
    konstantni symbol|specificky symbol|konstantny symbol|variable symbol 1|constant symbol|
    specific symbol|bank account details|afschriftnummer|information mode|szamla neve|own name|
    emoji|address|adresse|receipt|attachment|latitude|longitude|country|land|pays|pais|paese|vat|
    tax|mwst|tva|iva|initial balance|final balance|income entries|expenses entries|gelaender|
    landerkennzeichen|gebuhrenschlussel|primanota|points|cashback|reward|bonusy|кэшбэк|units|
    quantity|shares|price|anzahl|stuck|zip code|phone|email|from email address|to email address|
    flag|budget|account type|bank|bank name|organisation|interest|last 4 digits|user|created by|
    updated|exported|split|konto gegenseite|nr|row|line|no|last transaction date|initial date|
    final date|statement date|billing date|from date|to date|expenses|income|spending|percent|
    net value total|rounding|open|high|low|close|volume|adj close|price per share|saldo waluta""",
}
