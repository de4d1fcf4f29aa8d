"""Words of cards: what pays one, what names one, and what only an account speaks of."""

from typing import Final

from finance.adapters.files.csv_cells import plain, words_of

PAID: Final = (
    "payment received",
    "thank you",
    "autopay",
    "automatic payment",
    "online payment",
    "pagamento recebido",
    "pagamento efetuado",
    "zahlung erhalten",
    "einzahlung",
    "paiement recu",
    "pago recibido",
    "betaling ontvangen",
    "direct debit received",
    "payment thank",
    "zahlung danke",
    "cardmember payment",
    "internet payment",
    "prelevement automatique enregistre",
    "paiement enregistre",
    "inclusao de pagamento",
    "pagamento de fatura",
    "pago en linea",
    "su pago",
    "gracias por su pago",
    "zahlung dankend",
    "dankend erhalten",
    "payment recd",
    "bill payment received",
    "inbetalning",
    "betalt bg",
    *("还款", "繳款", "信用卡款", "결제대금", "前回分口座振替"),
    "betalt pg",
    "geincasseerd",
    "lastschrift einzug",
    "indbetaling",
    "innbetaling",
    "suoritus",
    "betaling modtaget",
    "vielen dank fuer ihre zahlung",
    "ihre zahlung",
    "votre paiement",
    "pagamento ricevuto",
    "vostro pagamento",
    "abono a su tarjeta",
    "pago tarjeta",
    "pago de tarjeta",
    "pago recibido",
    "pagamento fatura",
    "betaling ontvangen",
    "splata karty",
    "splata zadluzenia",
    "odeme tesekkur",
    "odemeniz icin",
    "hesaptan odeme",
    "card repayment",
    "direct debit payment",
    "bpay payment",
    "payment web",
    "payment online",
    "mobile payment",
    "e payment",
    "ach payment",
    "electronic payment",
    "crcardpmt",
)
THANKS: Final = words_of(
    "thank|thanks|danke|dank|dankend|bedankt|merci|gracias|grazie|obrigado|obrigada|tack|takk|tak|"
    "kiitos|dziekujemy|dekujeme|dakujeme|koszonjuk|tesekkur|tesekkurler|hvala|multumim|спасибо|"
    "благодарим|дякуємо|ευχαριστουμε|terima|gracies|aitah|paldies|aciu|ありがとうございます"
)
PAYMENT: Final = words_of(
    "payment|payments|zahlung|einzahlung|betaling|paiement|reglement|pago|pagamento|betalning|"
    "inbetalning|innbetaling|indbetaling|maksu|maksusta|suoritus|wplata|splata|platba|platbu|"
    "befizetes|odeme|odemeniz|uplata|plata|платеж|платіж|πληρωμη|makse|maksajums|mokejimas|お支払い"
)
PURCHASES: Final = frozenset({"purchase", "purchases", "sale"})
CARD: Final = frozenset(
    plain(name)
    for name in [
        "card member",
        "cardholder",
        "card no",
        "card number",
        "kartennummer",
        "kreditkarte",
        "credit card",
        "numero carta",
        "merchant category",
        "merchant name",
        "merchant place",
        "merchant city",
        "merchant country",
        "mcc",
        "appears on your statement as",
        "card last 4 digits",
        "titulaire de la carte",
        "karteninhaber",
        "titular de la tarjeta",
        "nome no cartao",
        "valor cuota",
        "cuotas",
        "cuotas pendientes",
        "titular adicional",
        "parcela",
        "parcelas",
        "final do cartao",
        "numero de tarjeta",
        "numero de carte",
        "kortnummer",
        "利用店名",
        "ご利用店名",
        "利用店名 商品名",
        "שם בית עסק",
        "שם בית העסק",
    ]
)
CARDS: Final = tuple(
    f" {plain(name)} "
    for name in [
        "credit card",
        "kreditkarte",
        "kreditkartenumsatze",
        "carte de credit",
        "tarjeta de credito",
        "carta di credito",
        "cartao de credito",
        "creditcard",
        "kreditkort",
        "luottokortti",
        "karta kredytowa",
        "karty kredytowej",
        "kreditni karta",
        "kredi karti",
        "hitelkartya",
        "クレジットカード",
        "american express",
        "amex",
        "barclaycard",
    ]
)
UNSPACED_CARD: Final = tuple(
    map(
        plain,
        [
            *("利用店名", "利用場所", "カード名", "利用先", "支払区分", "支払回数", "利用者"),
            *("消費日", "刷卡", "할부", "가맹점", "카드번호", "이용카드", "卡号末", "תשלומים"),
        ],
    )
)
EARNED: Final = frozenset(
    ["income", "paycheck", "paychecks", "salary", "payroll", "einkommen", "gehalt"]
)
WAGES: Final = EARNED | {
    *("wages", "lohn", "salaire", "nomina", "sueldo", "stipendio", "salario", "salaris", "lon"),
    *("lonn", "palkka", "wynagrodzenie", "vyplata", "mzda", "maas", "plata", "gaji", "luong"),
}
MOVED_IN: Final = WAGES | {
    *("transferencia", "transferencias", "uberweisung", "virement", "bonifico", "overschrijving"),
    *(
        "przelew",
        "overforing",
        "deposit",
        "deposits",
        "deposito",
        "deposita",
        "pix",
        "spei",
        "neft",
    ),
}
"""What a line of an account speaks of and none of a card: nobody buys by what moves money."""
INCOMES: Final = WAGES | {
    *("interest", "zinsen", "interets", "intereses", "interessi", "juros", "rente", "dividend"),
    *("deposit", "deposits", "einzahlung", "gutschrift", "invoice", "donation", "dividends"),
}
"""What a line of money in speaks of."""
REFUNDS: Final = words_of(
    "refund|refunded|refunds|erstattung|ruckerstattung|retoure|remboursement|reembolso|devolucion|"
    "rimborso|terugbetaling|retourbetaling|estorno|aterbetaling|tilbagebetaling|refusjon|hyvitys|"
    "zwrot|vratka|iade|возврат|返品|返金|退款|환불|זיכוי"
)
"""What a line of a purchase given back speaks of: money in, to who holds a card."""
TO_CARD: Final = (" to card ", " to credit card ", " to visa ", " to mastercard ", " to amex ")
