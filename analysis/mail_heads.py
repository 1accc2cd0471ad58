"""Names of the head of a mail or message in several languages: who sends it, to whom, what it is about, when, how long.

RFC 5322, 3.6 gives the English ones; the others are what programs of these languages show and send. Words such as ``de``,
``a`` and ``an`` are believed only beside one another, where they hold mail addresses.
"""

from __future__ import annotations

from typing import Final

import msgspec

from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import SAID_BY
from analysis.remembered import Remembered

SENDERS: Final = frozenset({
    "from", "sender", "mailfrom", "envelopefrom", "fromaddress", "fromemail", "senderemail", "von", "absender", "de",
    "expediteur", "expéditeur", "remitente", "mittente", "da", "remetente", "van", "afzender", "nadawca", "od", "odesilatel",
    "odesílatel", "fra", "avsender", "afsender", "från", "avsandare", "avsändare", "lahettaja", "lähettäjä", "gonderen",
    "gönderen", "kimden", "expeditor", "dela", "felado", "feladó", "发件人", "寄件者", "差出人", "送信者", "보낸사람",
    "발신자", "от", "отправитель", "f", "frm", "src",
})  # fmt: skip
RECIPIENTS: Final = frozenset({
    "to", "recipient", "recipients", "rcpt", "rcptto", "envelopeto", "toaddress", "toemail", "an", "empfaenger", "empfänger",
    "empfanger", "a", "à", "pour", "destinataire", "destinataires", "para", "destinatario", "destinatarios", "destinatari",
    "aan", "ontvanger", "do", "adresat", "odbiorca", "komu", "dla", "prijemce", "příjemce", "til", "mottaker",
    "modtager", "till", "mottagare", "vastaanottaja", "alici", "alıcı", "kime", "destinatar", "catre", "cimzett", "címzett",
    "收件人", "收件者", "宛先", "받는사람", "수신자", "кому", "получатель", "cc", "bcc", "t", "dst",
})  # fmt: skip
SUBJECTS: Final = frozenset({
    "subject", "subj", "sub", "betreff", "betr", "objet", "obj", "asunto", "oggetto", "assunto", "onderwerp", "temat",
    "tytul",
    "predmet", "předmět", "emne", "amne", "ämne", "aihe", "otsikko", "konu", "subiect", "targy", "tárgy", "主题", "主旨",
    "件名", "제목", "тема", "s", "mailsubject",
})  # fmt: skip
# When it came, how long it is, its number, whether it was read.
_BESIDE: Final = frozenset({
    "date", "datum", "fecha", "data", "dato", "tarih", "received", "receivedat", "recu", "reçu", "recibido", "ricevuto",
    "recebido", "empfangen", "eingang", "ontvangen", "otrzymano", "prijato", "mottatt", "modtaget", "mottagen",
    "internaldate",
    "size", "groesse", "größe", "taille", "tamano", "tamaño", "dimensione", "tamanho", "grootte", "rozmiar", "velikost",
    "bytes", "messageid", "msgid", "mid", "uid", "threadid", "inreplyto", "references", "attachments", "anhang", "anhaenge",
    "anlagen", "adjuntos", "allegati", "pieces", "bijlagen", "zalaczniki", "folder", "ordner", "dossier", "carpeta",
    "cartella", "labels", "flags", "seen", "unread", "gelesen", "ungelesen", "lu", "leido", "letto", "lido", "gelezen",
    "ts", "time", "timestamp", "ip", "receivedip", "spf", "dkim", "spam", "score", "日期", "受信日時", "날짜", "дата",
    "sent", "sentat", "len", "length",
})  # fmt: skip
# A letter to very many, or the form of one: nobody writes to somebody.
_OF_MANY: Final = frozenset({
    "template", "templateid", "campaign", "campaignid", "listid", "segmentid", "audience", "smtp", "host", "port",
    "variables", "mergevars", "unsubscribe", "schedule", "price", "enabled",
})  # fmt: skip
_ADDRESS: Final = lazy_pattern(
    r"(?:[^<>@\n]{0,80}<)?[^\s@<>,;\"*]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}>?"
)
_MOST: Final = 64  # names of an object that are looked at


_PARTS: Final = SENDERS | RECIPIENTS | SUBJECTS


class MailHead(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The names, in an object, of the parts of a head; ``""`` for a part that is no scalar of it."""

    sender: str
    recipient: str
    subject: str
    beside: bool


def plain(name: str) -> str:
    """A name in small letters, without what parts its words."""
    return name.lower().lstrip("@").replace("_", "").replace("-", "").replace(" ", "")[:40]


def _head(names: tuple[str, ...]) -> MailHead | None:
    if _PARTS.isdisjoint(SAID_BY[names]):
        return None
    said = {plain(name): name for name in reversed(names[:_MOST])}
    if not _OF_MANY.isdisjoint(said):
        return None
    sender, recipient, subject = (
        next((said[one] for one in said if one in of), "") for of in (SENDERS, RECIPIENTS, SUBJECTS)
    )
    beside = not _BESIDE.isdisjoint(said)
    if sum(map(bool, (sender, recipient, subject))) + beside < 2:
        return None
    return MailHead(sender=sender, recipient=recipient, subject=subject, beside=beside)


HEADS: Final = Remembered[tuple[str, ...], MailHead | None](_head)


def is_mail_address(value: object) -> bool:
    """One mail address, alone or behind a name; no placeholder of a form."""
    if not isinstance(value, str) or not 6 <= len(value) <= 320 or _ADDRESS.fullmatch(value.strip()) is None:
        return False
    return not is_placeholder(value.strip().rpartition("<")[2].removesuffix(">"))
