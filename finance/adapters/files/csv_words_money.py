"""What banks call their columns of money, in some thirty languages; see ``csv_words``."""

from typing import Final

MONEY: Final = {
    "amount": """
    amount|transaction amount|amount in account currency|booking amount|billing amount|
    amount local|paid amount|value|sum|amt|total amount|total|amount paid|debit credit amount|
    billed amount|charge amount|posted amount|betrag|umsatz|buchungsbetrag|betrag in eur|
    umsatzbetrag|betrag eur|soll haben betrag|betrag in kontowahrung|abrechnungsbetrag|
    belastung gutschrift|zahlbetrag|bedrag|bedrag in eur|transactiebedrag|bedrag transactie|
    montant|montant de l operation|montant en euros|montant eur|montant operation|importe|cantidad|
    monto|importe eur|importe operacion|importe de la operacion|importo|importo in euro|
    importo eur|importo operazione|valor|valor r|montante|quantia|valor da transacao|
    valor em reais|valor euro|kwota|kwota operacji|kwota transakcji|kwota w walucie rachunku|
    kwota ksiegowania|kwota rozliczenia|kwota w walucie rozliczenia|castka|objem|
    castka v mene uctu|zauctovana castka|castka platby|suma|ciastka|suma v mene uctu|osszeg|
    tranzakcio osszege|konyvelt osszeg|belopp|transaktionsbelopp|belop|belob|belop i nok|belop nok|
    belob i dkk|maara|summa|maara euroa|maara eur|maara euroina|tapahtuman summa|iznos|znesek|
    suma tranzactiei|tutar|islem tutari|tutari|сумма|сумма операции|сумма платежа|
    сумма в валюте счета|сума|сума в валюті картки|ποσο|金額|利用金額|ご利用金額|金额|交易金额|
    记账金额|入账金额|mutatie|
    insattning uttag|uttag insattning|inn ut|credit debit amount|debit credit chf|
    withdrawal deposit|deposit withdrawal|ein ausgang|money in out|支払総額|お支払金額合計|
    거래금액|이용금액|금액|סכום|סכום חיוב|סכום החיוב|المبلغ|مبلغ|จำนวนเงิน|so tien|jumlah|nominal|
    mutasi|入出金|取引金額|記帳金額|transaction net amount|amount and currency|cost|total cost|
    betrag gesamt|gesamtbetrag|umsatzbetrag in eur|износ|сума на трансакција|гүйлгээний дүн|дүн|
    գումար|თანხა|mebleg|məbləğ|summasi|сомасы|сома|kiasi|পরিমাণ|shuma|upphaed|upphæð|import|
    zenbatekoa|amaun|jumlah transaksi|how much|valor lancamento|valor da operacao|valor pago|
    importe mn|importe moneda nacional|importe pesos|importe en pesos|vlr|belob dkk|belopp sek|
    castka v kc|castka czk|osszeg huf|kwota pln|suma ron|suma lei|сумма руб|amountlocal|סכום לחיוב|
    סכום חיוב בשח|סכום בשח""",
    "net": """
    net|net amount|netto|amount net|betrag netto|neto|net total|net value|montant net|netto betrag|
    正味|正味額|純額|liquido|importe neto|valor liquido|nettobelopp|nettobelob|nettobelop|
    kwota netto|чистая сумма|нетто|净额|淨額|순액|实收金额|实付金额|實付金額|實收金額""",
    "second_amount": """
    original amount|foreign amount|amount foreign|local amount|amount in foreign currency|
    originalbetrag|betrag fremdwahrung|fremdwahrungsbetrag|betrag in fremdwahrung|
    urspruenglicher betrag|amount foreign currency|orig amount|source amount|exchange to amount|
    puvodni castka|puvodni castka uhrady|castka v mene|original value|betrag originalwahrung|
    kwota w walucie|kwota oryginalna|importe divisa|importe original|importo originale|
    importo in divisa|importo in valuta|bedrag vreemde valuta|montant en devise|montant devise|
    montant original|original|converted amount|valor original|valor em us|target amount|
    betrag fremdwhrg|gross amount|amount in original|kwota w walucie transakcji|belopp i valuta|
    belop i valuta|utlandskt belopp|bedrag valuta|original transaction amount|instructed amount|
    сумма в валюте операции|castka v puvodni mene|tranzakcio osszege eredeti|gross|brutto|
    exchange amount|transaction amount original currency|סכום עסקה|סכום עסקה מקורי|現地利用額|
    外币金额|utl belopp|utlandsbelopp|belopp utl valuta|foreign spend amount|valutabelob|
    belob i valuta|betrag in fremdwaehrung|fremdwahrung betrag|importe moneda extranjera|
    amount in local currency|総額|bruto|brut|lordo|总额|總額|총액|сумма брутто|importe bruto|
    valor bruto|bruttobetrag|סכום העסקה|סכום עסקה במטבע מקור|סכום במטבע""",
    "debit": """
    debit|debits|debit amount|debit amt|withdrawal|withdrawals|withdrawal amount|withdrawal amt|
    withdrawal amount inr|paid out|money out|amount debited|debited|out|outflow|payments|
    payment out|amount debit|spent|debited amount|dr|dr amount|money out amount|spend amount|soll|
    belastung|belastungen|ausgang|ausgabe|ausgaben|lastschrift|debit betrag|betrag soll|debet|af|
    uit|uitgaven|bedrag af|uitgave|debit eur|debit euros|debit euro|montant debit|sortie|depense|
    depenses|retrait|retraits|cargo|cargos|debe|retiro|retiros|egresos|egreso|gasto|gastos|pagos|
    debito|debitos|addebiti|addebito|uscite|uscita|dare|importo dare|saida|saidas|despesa|
    valor debito|obciazenia|obciazenie|wydatki|kwota obciazenia|wyplaty|vydaje|vydej|odchozi|
    terheles|kiadas|uttag|utgift|ut|ut fra konto|ut av konto|haevet|udgift|panot ulos|veloitus|
    isplata|isplate|breme|odliv|zaduzenje|duguje|terecenje|debitare|debitari|borc|giden|расход|
    дебет|списание|списано|χρεωση|deebet|debets|debetas|お支払金額|出金|引出|支出|借方|お引出し|
    お引出金額|お支払い|出金額|支払金額|debit sgd|withdrawals sgd|withdraw|outgoing|amount out|
    belopp ut|charges|charge|purchases|withdrawn|expense amount|expense|expenses amount|출금|
    출금액|출금금액|찾으신금액|지급금액|חובה|בחובה|مدين|السحب|ถอนเงิน|ถอน|so tien ghi no|ghi no|
    keluar|pengeluaran|支払い金額|お引き出し|お引き出し金額|お支払い金額|支払|задолжување|задужење|
    исплата|исплате|зарлага|дебет дүн|ելք|დებეტი|mexaric|məxaric|chiqim|шығыс|بدهکار|برداشت|debi|
    mis ut|carrec|carrecs|perkhidmatan|withdrawal out|money spent|valor debitado|debitos r|
    egresos pesos|cargos giros|retiros cargos|cargo retiro|monto cargo|monto debito|kwota wn|
    belopp uttag|spent amount|ausgang eur|abgang|abgange|auszahlung|auszahlungen|belastung chf|
    belastungen chf|lastschrift chf|lastschrift in chf""",
    "credit": """
    credit|credits|credit amount|credit amt|deposit|deposits|deposit amount|deposit amt|
    deposit amount inr|amount credited|credited|paid in|money in|in|inflow|receipts|payment in|
    amount credit|received|credited amount|cr|cr amount|money in amount|payments in|haben|
    gutschrift|gutschriften|eingang|einnahme|einnahmen|betrag haben|credit betrag|bij|inkomsten|
    bedrag bij|credit eur|credit euros|credit euro|montant credit|entree|recette|recettes|depot|
    depots|abono|abonos|haber|deposito|depositos|ingresos|ingreso|credito|creditos|accrediti|
    accredito|entrate|entrata|avere|importo avere|entrada|entradas|receita|valor credito|uznania|
    uznanie|wplywy|kwota uznania|wplaty|prijmy|prijem|prichozi|jovairas|bevetel|insattning|
    insattningar|inkomst|inn pa konto|inn|indsat|indtaegt|panot|hyvitys|uplata|uplate|dobro|priliv|
    potrazuje|odobrenje|creditare|creditari|alacak|gelen|приход|кредит|зачисление|зачислено|
    πιστωση|kreedit|kredits|kreditas|kredit|お預り金額|入金|預入|收入|存入|貸方|お預入れ|
    お預入金額|入金額|預り金額|deposits sgd|incoming|amount in|belopp in|refunds|income amount|
    입금|입금액|입금금액|맡기신금액|זכות|בזכות|دائن|الايداع|ฝากเงิน|ฝาก|so tien ghi co|ghi co|
    masuk|pemasukan|預かり金額|お預け入れ|お預け入れ金額|預け入れ|побарување|потражује|уплата|
    уплате|орлого|кредит дүн|մուտք|კრედიტი|medaxil|mədaxil|kirim|кіріс|بستانکار|واریز|kredi|
    arketim|abonament|money received|valor creditado|creditos r|ingresos pesos|depositos abonos|
    abono deposito|monto abono|monto credito|kwota ma|belopp insattning|eingang eur|zugang|zugange|
    einzahlung|einzahlungen|gutschrift chf|gutschriften chf|gutschrift in chf|abonos depositos""",
    "balance": """
    balance|running balance|accountbalance|runningbalance|account balance|closing balance|
    available balance|ledger balance|
    balance after|balance after transaction|new balance|current balance|running bal|total balance|
    balance amount|book balance|balance inr|end balance|saldo|kontostand|saldo nach buchung|
    saldo in eur|neuer saldo|neuer kontostand|saldo eur|saldo na trn|saldo na mutatie|
    saldo na transactie|eindsaldo|nieuw saldo|boekhoudkundig saldo|solde|solde apres operation|
    solde en euros|nouveau solde|saldo disponible|saldo contable|saldo contabile|saldo disponibile|
    saldo progressivo|saldo contabilistico|saldo apos|saldo po operacji|saldo po transakcji|
    saldo koncowe|saldo rachunku|zustatek|zustatek po operaci|zostatok|egyenleg|konyvelt egyenleg|
    bokfort saldo|saldo efter transaktion|disponibelt|bokfort saldo efter|jääk|atlikums|likutis|
    atlikusi summa|stanje|bakiye|остаток|баланс|залишок|υπολοιπο|残高|差引残高|余额|账户余额|sold|
    sold final|sold contabil|stand|saldo movimiento|saldo cuenta|saldo atual|saldo parcial|
    book saldo|zustatek na uctu|disponibele saldo|balance sgd|saldo valor|partial balance|
    daily posted balance|잔액|거래후잔액|거래 후 잔액|יתרה|היתרה|الرصيد|رصيد|ยอดคงเหลือ|so du|
    saldo akhir|baki|取引後残高|結餘|餘額|состојба|стање|салдо|үлдэгдэл|մնացորդ|ბალანსი|ნაშთი|
    qaliq|qalıq|qoldiq|қалдық|مانده|salio|ব্যালেন্স|gjendja|balanca|stada|staða|saldoa|
    ending daily balance|balance after txn|saldo final|saldo resultante|saldo posterior|
    zustatek na ucte|konto staende|indicative balance|saldo chf|saldo in chf|kontosaldo|
    innestaende|running total|running totals|total running|balance carried""",
    "flag": """
    debit credit|credit debit|dr cr|cr dr|d c|c d|d k|s h|af bij|bij af|soll haben|
    debit credit indicator|credit debit indicator|debit or credit|credit debit code|
    transaction type dr cr|debit of credit|debet credit|credit debet|sign|indicator|cd|dc|
    debet kredit|kredit debet|bevetel kiadas|terheles jovairas|deebet kreedit|debets kredits|
    addebito accredito|dare avere|wn ma|plus minus|direction|transaction direction|inflow outflow|
    in out|charge credit|cargo abono|sens|ccy dr cr|tipo movimento dare avere|credit of debet|
    deebet kreedit d c|income expense|drcr|crdr|smer|смер|收 支|收支|입출금구분""",
    "currency": """
    currency|ccy|currency code|account currency|transaction currency|cur|curr|waehrung|wahrung|
    buchungswahrung|kontowahrung|munt|muntsoort|devise|moneda|divisa|moeda|waluta|waluta rachunku|
    mena|mena uctu|penznem|devizanem|tranzakcio devizaneme|konyvelt osszeg devizaneme|valuutta|
    valuuta|валюта|doviz|para birimi|νομισμα|通貨|币种|交易币种|记账币种|통화|מטבע|מטבע חיוב|
    العملة|code devise|balance currency|幣別|币别|mata uang|kode mata uang|divisa cuenta|
    moneda de la cuenta|devise du compte|kontovaluta|valuta del conto|billing currency|whg|valiuta|
    moneta""",
    "second_currency": """
    foreign currency|original currency|local currency|fremdwahrung|originalwahrung|
    currency foreign|type foreign currency|orig currency|original ccy|exchange currency|
    puvodni mena|puvodni mena uhrady|source currency|divisa original|target currency|
    payment currency|מטבע עסקה|waluta transakcji|waluta operacji|devise d origine|
    muntsoort vreemde valuta|original currency code|fee currency""",
    "fee": """
    fee|fees|transaction fee|gebuhr|gebuhren|kosten|frais|comision|commissione|commissioni|
    prowizja|poplatek|dij|avgift|gebyr|taxa|комиссия|fee amount|total fees|spesen|
    kosten op verrichting|fee paid|costs|opłata|手续费|수수료|taxas|tarifa|service charge|
    transaction charge|service fee|service fees|bank fee|bank fees|atm fee""",
}
