"""What people, their devices and ways to reach them are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- devices, people and how to reach them
    "device": "gerat geraet appareil dispositivo apparaat urzadzenie устройство 设备 設備 デバイス 기기",
    "device id": "geratekennung geraetekennung gerateid geraeteid toestelid 设备id 设备号 设备标识 端末id 端末識別番号 "
    "端末番号 기기id",
    "id": "kennung identifiant identificador identificativo идентификатор 标识 識別子",
    "user": "benutzer utilisateur usuario utente gebruiker 用户 ユーザー 사용자",
    "number": "nummer numero",
    "serial number": "seriennummer serienummer 序列号 シリアル番号 製造番号 일련번호",
    "phone": "telefon telefono telefone telefoon телефон 电话 電話",
    "phone number": "telefonnummer handynummer mobilnummer telefoonnummer 电话号码 手机号 手机号码 電話番号 携帯電話番号 "
    "携帯番号 전화번호 휴대폰번호",
    "email": "courriel 邮箱 电子邮箱 电子邮件 メールアドレス 電子メール 이메일",
    "full name": "姓名 氏名 성명 фио",
    "first name": "vorname prenom imie voornaam fornavn fornamn",
    "last name": "nachname familienname nazwisko soyad soyadi apellido apellidos cognome sobrenome achternaam etternavn "
    "фамилия",
    "contacts": "联系人 通讯录 連絡先 電話帳 연락처 контакты",
    "calls": "anrufe llamadas appels chiamate chamadas oproepen",
    "call log": "anrufliste anrufverlauf 通话记录 通話履歴 통화기록",
    "direction": "richtung direzione",
    "duration": "dauer duree duracion durata duracao duur",
    "gender": "sexo sesso geslacht plec 性別 性别 성별",
    "birth date": "geboortedatum 生年月日 出生日期 생년월일",
    "race": "raca",
    "message": "nachricht mensaje messaggio mensagem сообщение 消息 メッセージ 메시지",
    "recipient": "empfanger empfaenger destinataire destinatario ontvanger",
    "sender": "absender expediteur remitente mittente",
}  # fmt: skip
