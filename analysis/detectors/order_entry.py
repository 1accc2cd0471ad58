"""Recognises what was paid for an order where its fields are named in another language than English."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.name_tables import SAID_BY
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.payment_numbers import CURRENCIES
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "finance.purchase"
# Names without case and separators: what shops of each language call the sum, the currency, the order, how it is paid.
_SUMS_SAID: Final = (
    "preis prix precio prezzo prijs cena pris hinta fiyat summe gesamtsumme gesamtbetrag endbetrag zahlbetrag betrag "
    "gesamt gesamtpreis montanttotal montant prixtotal importetotal importe preciototal total totale totalefattura "
    "importo prezzototale valortotal valor precototal totaalbedrag bedrag totaal kwota suma razem wartosc castka "
    "celkem celkovacena belopp totalbelopp summa belob beløb belop beløp sum yhteensa yhteensä loppusumma tutar "
    "toplam toplamtutar osszeg összeg vegosszeg végösszeg 合計金額 合計 金額 总价 总额 金额 합계 금액 сумма итого "
    "amount totalamount grandtotal المجموع المجموعالكلي مجموع الإجمالي الاجمالي إجمالي المبلغ almajmu almajmoo majmu "
    "alijmali ijmali almablagh σύνολο συνολο συνολικόποσό ποσό tongtien tongcong thanhtien sotien tổngtiền tổngcộng "
    "thànhtiền sốtiền разом вартість досплати усього всього "
    "загальнасума totaldeplata deplata お支払い金額 支払金額 totaalprijs tebetalen"
)
_SUMS: Final = tuple(_SUMS_SAID.split())
_CURRENCIES_SAID: Final = (
    "waehrung währung devise moneda divisa moeda valuta waluta mena měna valuutta parabirimi penznem pénznem 通貨 "
    "币种 货币 통화 валюта currency ccy العملة عملة aleumla alumla omla νόμισμα νομισμα tiente tiềntệ"
)
_CURRENCIES: Final = frozenset(_CURRENCIES_SAID.split())
_ORDERS_SAID: Final = (
    "beleg quittung recu recibo ricevuta kvittens ticket bestellnr bestellnummer bestellung bestellid auftragsnr "
    "rechnungsnr rechnungsnummer belegnr bonnr kassenbon commande numcommande nocommande numerocommande idcommande "
    "pedido pedidoid idpedido numeropedido nropedido ordine numeroordine idordine nrordine encomenda zamowienie "
    "nrzamowienia numerzamowienia objednavka cisloobjednavky bestelling bestelnr bestelnummer ordernr ordernummer "
    "ordrenr ordrenummer tilaus tilausnumero siparis siparisno siparisid comanda nrcomanda rendeles rendelesszam "
    "注文番号 订单号 订单编号 주문번호 заказ номерзаказа orderid orderno factura facture fattura faktura kvittering "
    "paragon nrparagonu الطلب طلب رقمالطلب رقمالفاتورة الفاتورة فاتورة talab altalab raqmaltalab raqmtalab fatura "
    "παραγγελία παραγγελια αριθμόςπαραγγελίας απόδειξη τιμολόγιο paraggelia donhang đơnhàng madonhang mãđơnhàng hoadon "
    "hóađơn mahoadon замовлення номерзамовлення чек квитанція nrbon nrfactura nyugta nyugtaszam foglalas foglalasiszam "
    "boeking boekingsnummer boekingsnr prenotazione codiceprenotazione scontrino varaus varausnumero kuitti bokning "
    "bokningsnr bokningsnummer kvitto 予約番号 領収書番号 rezervare nrrezervare κράτηση αριθμόςκράτησης"
)
_ORDERS: Final = frozenset(_ORDERS_SAID.split())
_MEANS_SAID: Final = (
    "zahlart zahlungsart zahlungsmittel bezahlung bezahltmit paiement modepaiement moyenpaiement modedepaiement "
    "metodopago metododepago mediopago formapago formadepago formapagamento formadepagamento metodopagamento "
    "pagamento pago platnosc metodaplatnosci sposobplatnosci platba zpusobplatby betaling betaalmethode betaalwijze "
    "betalning betalsatt betalsätt betalingsmetode betalningssatt maksutapa odeme ödeme odemeyontemi odemeturu plata "
    "metodaplata fizetes fizetesimod 支払方法 支付方式 결제수단 способоплаты оплата paymentmethod zahlung karte carte "
    "tarjeta karta kart الدفع طريقةالدفع aldafe tariqataldafe tariqatdafe πληρωμή τρόποςπληρωμής thanhtoan thanhtoán "
    "phuongthucthanhtoan hinhthucthanhtoan спосібоплати tipplata mijlocplata modalitapagamento お支払い方法 支払い方法"
)
_MEANS: Final = frozenset(_MEANS_SAID.split())
_ITEMS_SAID: Final = (
    "lineas artikel positionen bon warenkorb articles lignes panier articulos artículos cesta articoli carrello itens "
    "produkty pozycje koszyk polozky položky kosik artikelen winkelmand varer varor kurv tuotteet ostoskori urunler "
    "ürünler sepet produse tetelek kosar 商品 カート 상품 товары items الأصناف المنتجات السلة almuntajat alasnaf προϊόντα "
    "είδη καλάθι sanpham sảnphẩm giohang giỏhàng mathang товари кошик позиції 購入品 明細 注文品"
)
_ITEMS: Final = frozenset(_ITEMS_SAID.split())
# What is offered, planned, returned or owed, and no purchase of somebody.
_NOT_PAID_SAID: Final = (
    "angebot angebote tarif tarife preisliste kostenvoranschlag budget gehalt gutschrift devis bareme presupuesto "
    "oferta ofertas preventivo offerta orcamento orçamento offerte cennik nabidka cenik tilbud tarjous teklif "
    "fiyatlistesi oferte ajanlat kredit darlehen credit prestamo prestito kredyt uver zins rate stock lager vorrat "
    "bestand min max mindestbestellwert preisab kurs wechselkurs ziel spendenziel meta objectif goal عرض عروض "
    "ميزانية προσφορά προϋπολογισμός τιμοκατάλογος δάνειο baogia banggia ngansach khuyenmai пропозиція бюджет кошторис "
    "прайс deviz buget listapreturi koltsegvetes arlista hitel talousarvio hinnasto laina begroting listino bilancio "
    "見積 見積書 予算"
)
_NOT_PAID: Final = frozenset(_NOT_PAID_SAID.split())
# What one thing costs, or somebody paid for it.
_PRICES: Final = frozenset({"preis", "prix", "precio", "prezzo", "prijs", "cena", "pris", "hinta", "fiyat"})
_ENGLISH: Final = frozenset(
    {"total", "amount", "sum", "totalamount", "grandtotal", "paymentmethod", "orderid", "orderno"}
)
_SIGNS: Final = frozenset(
    {"€", "zł", "Kč", "£", "$", "¥", "円", "元", "₺", "₽", "kr", "kr.", "lei", "Ft", "CHF", "₩"}
)
_SENT: Final = frozenset({"POST", "PUT", "PATCH", ""})  # "": no HTTP


def _plain(name: str) -> str:
    """A name without case and separators, and without the currency that it ends in: ``betrag_eur``."""
    first, mark, last = name.rpartition("_")
    named = first if mark and last.upper() in CURRENCIES else name
    return "".join(letter for letter in named.lower()[:64] if letter.isalnum())


_PLAIN: Final = Remembered[str, str](_plain)
_BESIDE_A_SUM: Final = _CURRENCIES | _ORDERS | _MEANS


def _roles(names: tuple[str, ...]) -> dict[str, str]:
    """The names of a sum, a currency, an order and the means of payment; none where an object can be no order."""
    if _BESIDE_A_SUM.isdisjoint(SAID_BY[names]):
        return {}  # as nearly every object
    said = {_PLAIN[name]: name for name in names[:48]}
    if not _NOT_PAID.isdisjoint(said):
        return {}
    found = {
        role: name
        for role, known in (("currency", _CURRENCIES), ("order", _ORDERS), ("means", _MEANS))
        if (name := next((said[key] for key in said if key in known), ""))
    }
    paid = next((said[key] for key in _SUMS if key in said), "")
    return {**found, "sum": paid} if paid and found else {}


_ROLES: Final = Remembered[tuple[str, ...], dict[str, str]](_roles)


def _detect(payload: Payload) -> Iterator[Observation]:
    if payload.transmission.method not in _SENT:
        return
    place = surroundings(payload)
    for group, names in place.shapes:
        roles = _ROLES[names] if group.context == "body" else {}
        if roles and (paid := _paid(place, group, roles)) is not None:
            yield observe(
                paid, category=_CATEGORY, name="revenue", rule="order_entry.paid", confidence=Confidence.LIKELY,
                reasoning="an amount of money, beside the number of an order or transaction",
            )  # fmt: skip


def _paid(place: Surroundings, group: Group, roles: dict[str, str]) -> Leaf | None:
    """The sum of an object that also has the order, or what was bought and how it is paid; and one thing more."""
    paid = group.members[roles["sum"]]
    amount = None if isinstance(paid.value, bool) else number(paid.value)
    if amount is None or not 0 < amount < 1e9:
        return None
    listed = group.path.endswith("]") and "means" not in roles
    if listed or not _NOT_PAID.isdisjoint(_PLAIN[name] for name in group.names[-2:]):
        return None  # goods with their numbers and prices
    told = {"order", "means"} & roles.keys()
    if _PLAIN[roles["sum"]] in _PRICES and "means" not in told:
        return None
    named = roles["sum"].rpartition("_")[2].upper() in CURRENCIES
    if named or ("currency" in roles and _is_currency(text(group.members[roles["currency"]].value))):
        told.add("currency")
    if "means" in told and "order" not in told and _holds_items(place, group):
        told.add("items")
    bought = "order" in told or {"means", "items"} <= told or ("means" in told and _is_foreign(roles))
    return paid if len(told) >= 2 and bought else None


def _is_foreign(roles: dict[str, str]) -> bool:
    """Whether a name is that of another language: in English, a sum with its currency and a method is asked of many."""
    return any(_PLAIN[name] not in _ENGLISH for role, name in roles.items() if role != "currency")


def _holds_items(place: Surroundings, group: Group) -> bool:
    """Whether a list of what was bought stands beside: rows of objects, or of values by position."""
    if any(_PLAIN[name] in _ITEMS for name in place.names_at(group.path)[:64]):
        return True
    rows = (each for each in islice(place.payload.groups, 256) if _PLAIN[each.name] in _ITEMS)
    if any(row.path.startswith(group.path) and row.path[-1:] == "]" for row in rows):
        return True
    lists = (leaves[0].path for name, leaves in islice(place.by_name.items(), 256) if _PLAIN[name] in _ITEMS)
    return any(path.startswith(f"{group.path}.") and "[" in path[len(group.path) :] for path in lists)


def _is_currency(value: str) -> bool:
    return value.strip().upper() in CURRENCIES or value.strip() in _SIGNS


DETECTOR: Final = Detector(
    name="order_entry",
    version=2,
    categories={_CATEGORY: Mapped(google="Purchase history", apple="Purchase History", dpv="pd:Transactional", tcf="7")},
    rules={
        "order_entry.paid": "A sum in an object that also has, by names of many languages, the number of an order beside "
        "its currency or how it is paid; or what was bought and how it is paid.",
    },
    detect=_detect,
    needs=Needs(objects=(_ROLES,)),
)  # fmt: skip
