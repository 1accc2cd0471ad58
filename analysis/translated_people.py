"""What people, their devices and ways to reach them are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- devices and their numbers
    "device": "gerat geraet appareil dispositivo apparaat urzadzenie устройство 设备 設備 デバイス 기기 laite cihaz "
    "dispositiv zarizeni zařízení keszulek",
    "device id": "geratekennung geraetekennung gerateid geraeteid toestelid 设备id 设备号 设备标识 端末id "
    "端末識別番号 端末番号 기기id id_zarizeni id_urzadzenia identyfikator_urzadzenia cihaz_id cihaz_kimligi laite_id "
    "laitetunnus enhets_id enheds_id shebei_id shebeihao tanmatsu_id",
    "device name": "geraetename geratename nom_appareil nombre_dispositivo nome_dispositivo nazwa_urzadzenia "
    "apparaatnaam nazev_zarizeni enhetsnavn enhetsnamn cihaz_adi 设备名称 端末名",
    "meter number": "zaehlernr zaehler_nr zahlernummer numero_compteur numero_contador numero_contatore meternummer "
    "meternr numer_licznika cislo_elektromeru malernummer",
    "id": "kennung identifiant identificador identificativo идентификатор 标识 識別子 identyfikator identifikator "
    "identificatore azonosito",
    "model": "modell modelo modele modello 型号 機種 모델명 модель xinghao kishu",
    "manufacturer": "hersteller fabricant fabricante fabrikant vyrobce tillverkare valmistaja uretici 制造商 製造元 "
    "제조사 производитель",
    "operating system": "betriebssystem sistema_operativo systeme_exploitation systeme_d_exploitation "
    "sistema_operacional besturingssysteem system_operacyjny operativsystem kayttojarjestelma isletim_sistemi "
    "操作系统 운영체제",
    "screen resolution": "bildschirmaufloesung bildschirmauflosung resolution_ecran resolucion_pantalla "
    "resolucion_de_pantalla risoluzione_schermo resolucao_tela resolucao_da_tela schermresolutie rozdzielczosc_ekranu "
    "rozdzielczosc ekran_cozunurlugu skarmupplosning 屏幕分辨率 画面解像度 화면해상도",
    "cpu cores": "prozessorkerne rdzenie_cpu liczba_rdzeni nucleos_cpu coeurs_cpu coeurs_processeur cpu_kerne",
    "imei": "imei_nr imei_nummer numero_imei numer_imei imei_no",
    "advertising id": "werbe_id werbeid werbekennung identifiant_publicitaire id_publicitaire id_publicidad "
    "id_de_publicidad id_pubblicita id_publicidade id_reklamowe identyfikator_reklamowy reklam_id reklamni_id "
    "annons_id mainos_id advertentie_id 广告id 広告id 광고id",
    "push token": "token_push token_powiadomien jeton_push token_de_push token_notificaciones",
    "android version": "version_android versao_android wersja_android versione_android android_surumu",
    "system version": "wersja_systemu version_systeme version_sistema versione_sistema versao_sistema "
    "versao_do_sistema",
    "screen": "bildschirm pantalla ecran schermo scherm ekran naytto kijelzo obrazovka",
    "screen brightness": "bildschirmhelligkeit brillo_pantalla luminosite_ecran luminosita_schermo brilho_tela "
    "jasnosc_ekranu ekran_parlakligi schermhelderheid",
    "my ip": "meineip meine_ip mi_ip miip monip mon_ip mio_ip meu_ip mijn_ip moje_ip min_ip",
    "connection type": "verbindungstyp verbindungsart netzwerktyp tipo_conexion tipo_de_conexion type_connexion "
    "type_de_connexion tipo_connessione tipo_conexao typ_polaczenia verbindingstype 网络类型 接続種別",
    "language": "sprache idioma langue jezyk język jazyk 言語 语言 언어",
    "resolution": "resolucion risoluzione resolucao aufloesung auflosung resolutie",
    "total memory": "arbeitsspeicher memoire_vive pamiec_ram memoria_ram",
    "graphics card": "grafikkarte carte_graphique tarjeta_grafica scheda_grafica karta_graficzna placa_de_video "
    "videokaart grafikkort",
    "battery": "batteri baterie akkumulator batterij",
    "battery level": "poziom_baterii stan_baterii nivel_bateria nivel_de_bateria niveau_batterie niveau_de_batterie "
    "livello_batteria batterijniveau stav_baterie uroven_baterie batteriniva batteriniveau akun_varaus akun_taso "
    "nivel_baterie toltottseg pil_seviyesi pil_yuzdesi batterieladung заряд_батареи заряд dianliang denchi_zanryou",
    "is charging": "wird_geladen en_charge in_carica sarj_oluyor",
    "percent": "prozent procent porcentaje pourcentage percentuale porcentagem prosent yuzde szazalek",
    "installation": "instalacja instalacion instalacao installazione installatie instalace asennus telepites",
    "installation id": "id_instalacji id_instalacion id_instalacao id_installazione id_installation id_instalace "
    "identifiant_installation installations_id installationskennung kurulum_id asennus_id 安装id インストールid "
    "설치id",
    "serial number": "seriennummer serienummer 序列号 シリアル番号 製造番号 일련번호 numero_serie numero_de_serie "
    "numero_di_serie numer_seryjny nr_seryjny seriove_cislo sarjanumero seri_no seri_numarasi serienr sorozatszam "
    "gyari_szam numar_serie серийный_номер seriennr xuliehao num_serie numserie no_serie n_serie numero_serial "
    "nr_serii numer_serii seri_numara serie_nr serie_nummer",
    "ip address": "adresse_ip direccion_ip indirizzo_ip endereco_ip adres_ip ip_adres ip_adresa ip_adress ip_osoite "
    "ip_cim ip地址 ipアドレス ip주소",
    "local ip": "lokale_ip ip_lokal ip_lokalne ip_locale ip_local lokalne_ip 内网ip 局域网ip 本地ip",
    "public ip": "oeffentliche_ip offentliche_ip ip_publique ip_publica ip_pubblica ip_publico publiczne_ip "
    "ip_publiczne 公网ip 外网ip",
    "mac address": "adresse_mac direccion_mac indirizzo_mac endereco_mac adres_mac mac地址 macアドレス mac주소",
    "device model": "geraetemodell geratemodell modellbezeichnung modellname modellnummer typenbezeichnung "
    "nazwa_modelu model_urzadzenia cihaz_modeli laitemalli toestelmodel apparatmodell nom_modele modelo_dispositivo "
    "modello_dispositivo modelo_del_dispositivo modelo_do_dispositivo modele_appareil modele_d_appareil",
    "device volume": "lautstaerke lautstarke geraetelautstaerke volume_sonore glosnosc hlasitost aanenvoimakkuus "
    "ses_seviyesi hangero",
    "device firmware version": "firmwarestand firmware_stand version_firmware version_du_firmware "
    "version_micrologiciel version_del_firmware versione_firmware wersja_firmware wersja_oprogramowania "
    "versao_firmware verze_firmwaru firmwareversie firmware_surumu laiteohjelmiston_versio 固件版本 "
    "ファームウェアバージョン 펌웨어버전",
    "device storage free": "stockage_libre espace_libre espacio_libre almacenamiento_libre freier_speicher "
    "speicher_frei wolne_miejsce spazio_libero espaco_livre vrije_ruimte volne_misto ledigt_utrymme bos_alan "
    "spatiu_liber szabad_tarhely 剩余空间 空き容量",
    # -- people and how to reach them
    "user": "benutzer utilisateur usuario utente gebruiker 用户 ユーザー 사용자 uzytkownik użytkownik uzivatel bruker "
    "bruger anvandare kayttaja kullanici kullanıcı utilizator utilizador felhasznalo пользователь",
    "visitor": "besucher visiteur visitante visitatore bezoeker navstevnik besokare ziyaretci 访客",
    "player": "spieler joueur jugador giocatore jogador speler gracz hrac spelare spiller pelaaja oyuncu jatekos "
    "игрок",
    "student": "schueler schüler alumno alunno aluno leerling uczen ogrenci",
    "child name": "kindname kindesname nom_enfant nombre_nino nome_bambino naam_kind imie_dziecka jmeno_ditete "
    "barnets_navn barnets_namn cocuk_adi nome_crianca nume_copil numele_copilului nume_elev gyermek_neve gyerek_neve "
    "lapsen_nimi ten_be ten_con ho_ten_con імʼя_дитини ονομα_παιδιου onoma_paidiou اسم_الطفل お子様のお名前 子供の名前 "
    "子どもの名前 お子様名",
    "member id": "mitglieds_id mitgliedsid id_membre id_czlonka medlems_id",
    "customer id": "kunden_id kundenid id_cliente klant_id id_klienta musteri_id id_client",
    "account id": "konto_id kontoid id_konta id_compte id_cuenta",
    "user id": "id_uzytkownika id_uzivatele bruker_id bruger_id anvandar_id kullanici_id 用户id ユーザーid 사용자id "
    "uid_uzytkownika yonghu_id yuuzaa_id kullanici_no",
    "user name": "benutzername gebruikersnaam nombre_usuario nombre_de_usuario nom_utilisateur nom_d_utilisateur "
    "nome_utente nome_usuario nome_de_usuario nazwa_uzytkownika brukernavn brugernavn anvandarnamn kayttajatunnus "
    "kullanici_adi felhasznalonev uzivatelske_jmeno 用户名 ユーザー名 사용자명 prihlasovaci_jmeno anmeldename "
    "benutzerkennung identifiant_connexion login_jmeno имя_пользователя логин yonghuming yuuzaamei nutzerkennung "
    "nutzername anwendername nutzer_name benutzer_name",
    "customer number": "kundennummer kundennr klantnummer numero_cliente numero_client nr_klienta numer_klienta "
    "cislo_zakaznika kundnummer kundenummer asiakasnumero musteri_no musteri_numarasi ugyfelszam 客户号 お客様番号 "
    "고객번호 kdnr kd_nr kunden_nr kunde_nr klant_nr nr_klient cislo_klienta kundnr no_client num_client "
    "numero_de_client",
    "member number": "mitgliedsnummer mitgliedsnr numero_adherent numero_socio numero_de_socio lidnummer "
    "medlemsnummer jasennumero uye_no 会员号 会員番号 회원번호 kaiin_bangou huiyuanhao",
    "number": "nummer numero numer cislo číslo numar",
    "phone": "telefon telefono telefone telefoon телефон 电话 電話 puhelin tlf puhelin_nro τηλεφωνο טלפון هاتف",
    "phone number": "telefonnummer handynummer mobilnummer telefoonnummer 电话号码 手机号 手机号码 電話番号 "
    "携帯電話番号 携帯番号 전화번호 휴대폰번호 numero_telefono numero_de_telefono numero_telephone numero_de_telephone "
    "numero_telefone numero_di_telefono numero_celular numero_movil telefone_celular telefono_movil telefono_celular "
    "numer_telefonu nr_telefonu nr_tel tel_nr telefon_komorkowy telefonnr telefoonnr mobilnr mobiltelefon "
    "mobiltelefonnummer telefonni_cislo puhelinnumero telefon_numarasi telefon_no numar_telefon numar_de_telefon "
    "telefonszam numer_komorkowy номер_телефона nrtel telnr numertelefonu telnummer cep_telefonu cep_no shouji "
    "shoujihao dianhua dianhua_haoma denwa_bangou denwabangou keitai_bangou handynr handy_nr handy_nummer "
    "mobilfunknummer mobilfunknr mobilfunk_nr rufnummer rufnr telefon_nr telefon_nummer telefonnr_mobil "
    "telefonnummer_mobil telefon_mobil tel_mobil mobil_nr mobil_nummer mobile_nr mobile_nummer tel_nummer tel_privat "
    "telefon_privat festnetznummer festnetznr num_tel numtel num_telephone numtelephone no_telephone tel_portable "
    "telportable num_portable numportable numero_portable telephone_portable telephone_mobile tel_mobile numero_mobile "
    "num_mobile num_gsm tlf_movil tel_movil telmovil num_movil nro_celular nro_telefono num_celular num_telefono "
    "nrotelefono numtelefono numerotelefono telemovel num_telemovel nr_telemovel n_telemovel numero_telemovel "
    "numero_de_telemovel telefone_movel fone_celular tel_celular numero_cellulare num_cellulare telefono_cellulare "
    "mobielnr mobielnummer mobiel_nummer mobiel_nr gsmnummer gsm_nummer gsmnr gsm_nr telefoon_nummer telefoon_nr "
    "mobiele_telefoon tel_mobiel telefoon_mobiel tel_kom tel_komorkowy telefon_kom nr_kom nr_komorki nr_komorkowy "
    "numer_komorki telefon_komorka nr_telefonu_komorkowego mobilni_telefon telefon_cislo cislo_telefonu tel_cislo "
    "telcislo mobilni_cislo cislo_mobilu mobilne_cislo telefonne_cislo tlfnr tlf_nr tlf_nummer tlfnummer mobiltlf "
    "tlf_mobil puhnro puh_nro puhelinnro matkapuhelin matkapuhelinnumero matkapuhelin_numero gsm_numero ceptel cep_tel "
    "cep_telefon cep_telefonum ceptelefonu ceptelno cep_tel_no cep_numarasi telefon_numaram telefon_nr_mobil "
    "numar_mobil nr_mobil nr_telefon numarul_de_telefon mobilszam mobil_szam telszam telefon_szam tel_szam "
    "broj_telefona broj_mobitela mobitel telefonska_stevilka tel_stevilka telefono_numeris telefoninumber "
    "talruna_numurs keitai keitaibangou keitai_denwa 携帯 携帯電話 連絡先電話番号 手机 联系电话 lianxi_dianhua "
    "shoujihaoma shouji_hao 휴대폰 핸드폰 휴대전화 전화 연락처번호 jeonhwa jeonhwabeonho hyudaepon мобильный "
    "мобильный_телефон тел телефонный_номер номер_мобильного nomer_telefona мобільний номер_телефону κινητο "
    "αριθμος_τηλεφωνου נייד מספר_טלפון جوال رقم_الهاتف nomor_hp no_hp nomor_telepon no_telefon no_telepon เบอร์โทร "
    "so_dien_thoai kinito κινητο_τηλεφωνο sdt_phu_huynh so_dt dien_thoai_di_dong رقم_الجوال رقم_الموبايل رقم_هاتف "
    "hatif jawwal мобільний_телефон tel_mama tel_tata huoltajan_puh huoltajan_puhelin szulo_telefon anya_telefon",
    "email": "courriel 邮箱 电子邮箱 电子邮件 メールアドレス 電子メール 이메일 e_posta eposta sahkoposti epost "
    "correo_electronico posta_elettronica e_mail_adresse mailadresse emailadresse adresse_mail adresse_email "
    "adres_email adres_e_mail emailadres email_cim adresa_email эл_почта электронная_почта youxiang meeru meeruadoresu "
    "meeru_adoresu البريد_الإلكتروني البريد_الالكتروني ηλεκτρονικο_ταχυδρομειο електронна_пошта ел_пошта thu_dien_tu",
    "full name": "姓名 氏名 성명 фио imie_nazwisko imie_i_nazwisko nom_complet volledige_naam cele_jmeno koko_nimi "
    "ad_soyad adi_soyadi nume_complet teljes_nev fullt_navn fulde_navn 이름 xingming shimei namae ονοματεπωνυμο "
    "onomateponymo onomateponimo الاسم_الكامل піб піб_дитини ho_va_ten cognome_nome cognome_e_nome nome_e_cognome "
    "nome_cognome vor_und_nachname name_vorname nom_prenom nom_et_prenom prenom_nom apellidos_y_nombre "
    "nombre_y_apellidos nume_si_prenume nume_prenume naam_voornaam voor_en_achternaam namn_och_efternamn hela_namnet "
    "お名前 保護者氏名 保護者名 園児氏名 児童氏名 生徒氏名 患者氏名 契約者氏名 nama_lengkap toan_ten ten_day_du "
    "täydellinen_nimi",
    "first name": "vorname prenom imie voornaam fornavn fornamn krestni_jmeno etunimi keresztnev utonev prenume "
    "primeiro_nome імя_дитини الاسم_الأول الاسم_الاول roepnaam tilltalsnamn kutsumanimi prenume_copil prenume_elev "
    "prenumele mikro_onoma keresztneve voornamen etunimet fornavne prenoms nombres_de_pila nomi_di_battesimo eesnimi",
    "last name": "nachname familienname nazwisko soyad soyadi apellido apellidos cognome sobrenome achternaam "
    "etternavn фамилия prijmeni příjmení sukunimi efternamn efternavn nume_familie nume_de_familie vezeteknev "
    "csaladnev nom_de_famille nom_famille επωνυμο eponymo eponimo epwnymo اسم_العائلة اللقب_العائلي laqab прізвище "
    "familiennaam sukunimet",
    "contacts": "联系人 通讯录 連絡先 電話帳 연락처 контакты kontakte kontakty contatti contatos contactos kontakter "
    "nevjegyek lianxiren renrakusaki",
    "address book": "adressbuch carnet_adresses carnet_d_adresses libreta_direcciones agenda_telefonica "
    "ksiazka_adresowa ksiazka_telefoniczna adresboek telefoonboek adressbok adressebog osoitekirja telefon_rehberi "
    "telefonkonyv 电话本 电话簿 通讯簿 tongxunlu denwachou адресная_книга",
    "calls": "anrufe llamadas appels chiamate chamadas oproepen hovory puhelut apeluri hivasok вызовы звонки",
    "call log": "anrufliste anrufverlauf 通话记录 通話履歴 통화기록 lista_polaczen historia_polaczen "
    "registro_llamadas registro_chamadas registro_chiamate journal_appels arama_kaydi samtalslista opkaldsliste "
    "журнал_звонков",
    "direction": "richtung direzione",
    "duration": "dauer duree duracion durata duracao duur czas_trwania trvani varighet varighed kesto длительность",
    "player name": "spielername nom_joueur nom_du_joueur nombre_jugador nome_giocatore nome_jogador spelernaam "
    "nazwa_gracza nick_gracza jmeno_hrace spillernavn spelarnamn oyuncu_adi имя_игрока 玩家昵称 玩家名 プレイヤー名 "
    "플레이어명",
    "contract number": "vertragsnummer vertragsnr vertrags_nr numero_contrat numero_de_contrat num_contrat "
    "numero_contrato numero_de_contrato numero_contratto contractnummer numer_umowy nr_umowy cislo_smlouvy "
    "avtalsnummer sopimusnumero sozlesme_no numar_contract szerzodesszam 合同编号 契約番号 계약번호 номер_договора",
    "library card number": "ausweisnr ausweisnummer bibliotheksausweis leseausweis leserausweis numero_carte_lecteur "
    "lenerspasnummer karta_biblioteczna lanekort kirjastokortti lanekortnummer",
    "software version": "version_logiciel version_logicielle version_du_logiciel version_del_software "
    "versione_software versao_software softwarestand programmversion softwareversie ohjelmistoversio yazilim_surumu "
    "versiune_software szoftververzio programversion verze_softwaru wersja_programu 软件版本 ソフトウェアバージョン "
    "소프트웨어버전",
    "loyalty card": "kundenkarte kundenkartennummer kundenkartennr bonuskarte carte_fidelite carte_de_fidelite "
    "numero_carte_fidelite num_carte_fidelite tarjeta_fidelidad tarjeta_cliente tarjeta_de_cliente carta_fedelta "
    "tessera_fedelta cartao_fidelidade cartao_cliente klantenkaart klantenkaartnummer karta_klienta "
    "karta_stalego_klienta vernostni_karta zakaznicka_karta medlemskort kundekort kanta_asiakaskortti sadakat_karti "
    "musteri_karti card_fidelitate husegkartya 会员卡号 ポイントカード番号 карта_лояльности",
    # -- what a person is
    "gender": "sexo sesso geslacht plec 性別 性别 성별 pohlavi sukupuoli kjonn kjønn køn koen kön płec xingbie "
    "seibetsu φυλο fylo الجنس jins gioi_tinh sukupuolesi стать_дитини",
    "birth date": "geboortedatum 生年月日 出生日期 생년월일 data_urodzenia data_de_nascimento data_nascimento "
    "data_di_nascita data_nascita fecha_nacimiento fecha_de_nacimiento date_naissance date_de_naissance datum_narozeni "
    "fodselsdato fødselsdato fodelsedatum syntymaaika syntymapaiva dogum_tarihi doğum_tarihi data_nasterii "
    "data_de_nastere szuletesi_datum szuletesi_ido geboortedag geb_datum gebdatum gebdat geb_dat дата_рождения "
    "出生年月 誕生日 生日 생일 shengri chusheng_riqi seinengappi tanjoubi nato_il nata_il ne_le nee_le fecha_nac f_nac "
    "data_nasc dt_nascimento geb_am geboren_am fodt_den datum_nar ημερομηνια_γεννησης ημ_γεννησης ημνια_γεννησης "
    "imerominia_gennisis imerominia_gennhshs hmerominia_gennhshs im_gennisis تاريخ_الميلاد تاريخ_الولادة tarikh_milad "
    "tarikh_al_milad tarikh_wilada дата_народження дата_нар народився народилася data_narodzhennya szul_ido szul_datum "
    "szuldatum születésnap szuletesnap syntynyt_pvm syntpvm födelsedag fodelsedag datum_rojstva datum_rodenja "
    "tanggal_lahir tgl_lahir",
    "birth year": "annee_naissance annee_de_naissance ano_nascimento ano_de_nascimento ano_nacimiento anno_nascita "
    "anno_di_nascita rok_urodzenia geboortejaar rok_narozeni fodselsar fodelsear syntymavuosi dogum_yili szuletesi_ev "
    "год_рождения ετος_γεννησης etos_gennisis etos_gennhshs سنة_الميلاد рік_народження nam_sinh szul_ev anul_nasterii",
    "age": "edad idade leeftijd wiek eletkor 年龄 年齢 나이 возраст nianling nenrei",
    "nationality": "nationalite nationaliteit obywatelstwo narodowosc statsborgerskap kansalaisuus uyruk cetatenie "
    "allampolgarsag 国籍 국적 гражданство υπηκοοτητα ypikootita ithageneia ιθαγενεια الجنسية громадянство quoc_tich "
    "medborgarskap nationalitet",
    "marital status": "civilstand sivilstand civilstatus zivilstand burgerlijke_staat situation_familiale "
    "situation_matrimoniale stan_cywilny rodinny_stav sivilstatus siviilisaaty medeni_durum medeni_hal stare_civila "
    "csaladi_allapot 婚姻状况 결혼여부 οικογενειακη_κατασταση oikogeneiaki_katastasi الحالة_الاجتماعية сімейний_стан "
    "tinh_trang_hon_nhan perhesuhde stare_civila_act",
    "religion": "religia religie wyznanie geloofsovertuiging nabozenstvi uskonto vallas religion_zugehoerigkeit "
    "dini_inanc 宗教 宗教信仰 종교 религия zongjiao shuukyou θρησκευμα θρησκεια thriskevma thriskeyma thriskeia "
    "الديانة віросповідання релігія ton_giao uskontokunta uskontokunnan trossamfund trossamfunn trosuppfattning "
    "confessione_religiosa 宗派 信仰",
    "sexual orientation": "sexuelle_orientierung orientation_sexuelle orientacion_sexual orientacao_sexual "
    "orientamento_sessuale seksuele_orientatie seksuele_voorkeur orientacja_seksualna sexualni_orientace "
    "sexuell_laggning seksuell_legning seksuel_orientering cinsel_yonelim orientare_sexuala szexualis_iranyultsag "
    "性取向 性的指向 성적지향",
    "ethnicity": "ethnie etnia etnicidad etniciteit etnicidade etnicita origine_ethnique origen_etnico origem_etnica "
    "origine_etnica pochodzenie_etniczne ethnische_herkunft etnisk_tilhorighet etnik_koken 人種 인종 minzu dan_toc "
    "etnikai_hovatartozas etnie etnia_copil народність القومية εθνοτικη_καταγωγη",
    "race": "raca",
    "political party": "parteizugehoerigkeit parteizugehorigkeit parti_politique partido_politico partito_politico "
    "politische_partei politieke_partij partia_polityczna 政治面貌",
    "political views": "politische_einstellung politische_orientierung politische_meinung opinions_politiques "
    "opinion_politique opiniones_politicas poglady_polityczne politieke_voorkeur",
    "union membership": "gewerkschaft gewerkschaftsmitglied appartenance_syndicale afiliacion_sindical "
    "filiacao_sindical vakbond vakbondslid zwiazek_zawodowy fagforening sendika",
    "interests": "interessen interets intereses interessi interesses zainteresowania zajmy intressen interesser "
    "kiinnostukset ilgi_alanlari erdeklodes 兴趣 兴趣爱好 관심사 интересы увлечения kyoumi xingqu ενδιαφεροντα "
    "endiaferonta الاهتمامات інтереси захоплення so_thich kiinnostuksen_kohteet interese",
    "hobbies": "hobbys aficiones loisirs passatempi passatempos harrastukset hobiler konicky 爱好 хобби shumi aihao "
    "χομπι الهوايات хобі harrastus fritidsintressen fritidsintresse szabadidos 趣味 hobi",
    "occupation": "beroep profesion professione profissao povolani yrke ammatti meslek profesie foglalkozas 职业 職業 "
    "직업 профессия zhiye shokugyou επαγγελμα epaggelma epangelma المهنة професія nghe_nghiep ammattinimike profesia "
    "ocupatia",
    "education level": "bildungsabschluss schulabschluss niveau_etudes niveau_d_etudes nivel_estudios "
    "nivel_de_estudios nivel_educativo titolo_studio titolo_di_studio escolaridade opleidingsniveau wyksztalcenie "
    "vzdelani egitim_durumu 学历 学歴 학력 μορφωτικο_επιπεδο المستوى_التعليمي освіта trinh_do_hoc_van koulutustaso "
    "utbildningsniva opleiding_niveau studii_absolvite iskolai_vegzettseg",
    "middle name": "по_батькові отчество patronymic patronimiko πατρωνυμο اسم_الأب",
    "parent name": "nume_mama nume_tata nume_parinte nome_madre nome_padre nome_mae nome_pai nombre_madre nombre_padre "
    "nom_mere nom_pere moeder_naam vader_naam anyja_neve apja_neve szulo_neve gondviselo_neve aidin_nimi isan_nimi "
    "huoltajan_nimi vardnadshavares_namn foralders_namn anne_adi baba_adi veli_adi імʼя_мами імʼя_тата ten_phu_huynh "
    "ho_ten_phu_huynh ten_me ten_bo ονομα_πατρος ονομα_μητρος onoma_patros onoma_mitros اسم_ولي_الأمر اسم_الأم",
    # -- what they write
    "message": "nachricht mensaje messaggio mensagem сообщение 消息 メッセージ 메시지 wiadomosc zprava besked "
    "meddelande viesti mesaj uzenet xiaoxi messeeji μηνυμα minyma الرسالة رسالة alrisala повідомлення povidomlennia "
    "tin_nhan poruka הודעה پیام",
    "content": "inhalt contenu contenido contenuto conteudo inhoud tresc treść obsah innhold indhold innehall sisalto "
    "icerik tartalom 内容 내용 содержание neirong honbun περιεχομενο المحتوى محتوى зміст вміст noi_dung continut "
    "sadrzaj",
    "conversation": "gespraech gesprach unterhaltung conversacion conversazione conversa gesprek rozmowa konverzace "
    "samtale keskustelu sohbet beszelgetes 会话 会話 대화",
    "clipboard": "zwischenablage presse_papiers portapapeles appunti area_de_transferencia klembord schowek urklipp "
    "leikepoyta 剪贴板 クリップボード 클립보드",
    "spoken text": "gesprochener_text texte_dicte texto_dictado testo_dettato",
    "dictation": "diktat dictee dictado dettatura ditado dyktowanie",
    "text": "texto testo tekst metin szoveg teksti текст 本文 正文 テキスト 텍스트 texte κειμενο keimeno النص",
    "subject": "betreff asunto assunto 件名 kenmei",
    "recipient": "empfanger empfaenger destinataire destinatario ontvanger odbiorca adresat prijemce mottaker modtager "
    "mottagare vastaanottaja alici cimzett 收件人 宛先 수신자 받는사람 получатель jushinsha shoujianren 对方 接收者 "
    "接收人 παραληπτης paraliptis المستلم المرسل_إليه отримувач одержувач кому nguoi_nhan destinatar penerima "
    "primatelj primalac נמען",
    "sender": "absender expediteur remitente mittente nadawca odesilatel avsender afsender avsandare lahettaja "
    "gonderen felado afzender 发件人 差出人 발신자 보낸사람 отправитель soushinsha fajianren αποστολεας apostoleas "
    "المرسل відправник nguoi_gui expeditor pengirim posiljatelj שולח",
}  # fmt: skip
