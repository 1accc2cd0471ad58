"""What devices, apps, faults and consents are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- what has faults, and is nobody's body
    "printer": "drucker imprimante impresora stampante",
    # -- the device, its apps and faults, and what was allowed
    "battery": "bateria batterie batteria akku akumulator батарея аккумулятор акумулятор "
    "μπαταρια البطارية بطارية 电池 電池 バッテリー 배터리",
    "battery level": "ladestand akkustand batteriestand akkuladung accustand accuniveau accu_niveau accu_percentage "
    "batterinivå 电量 電池残量 バッテリー残量 배터리잔량",
    "level": "nivel niveau livello szint taso nivå рівень уровень επιπεδο",
    "charging": "cargando carregando opladen oplader заряджання заряджається заряжается φορτιση φορτιζει 充电中 充電中",
    "network": "netzwerk netwerk retea halozat verkko natverk nettverk netvaerk reseau мережа сеть δικτυο الشبكة "
    "ネットワーク 网络 네트워크",
    "operator": "operatore operaattori operatør operatör operador operateur оператор",
    "screen": "skarm skaerm skjerm екран экран οθονη الشاشة",
    "operating system": "oprendszer operacios_rendszer sistem_de_operare "
    "операційна_система операционная_система λειτουργικο_συστημα λειτουργικο نظام_التشغيل he_dieu_hanh",
    "installed apps": "已安装应用 インストール済みアプリ 설치된앱 installierte_apps aplicaciones_instaladas apps_instaladas "
    "apps_instalados aplicativos_instalados applications_installees applis_installees applicazioni_installate "
    "app_installate geinstalleerde_apps zainstalowane_aplikacje aplikacje_zainstalowane nainstalovane_aplikace "
    "installerade_appar installerede_apps installerte_apper asennetut_sovellukset yuklu_uygulamalar kurulu_uygulamalar "
    "aplicatii_instalate telepitett_alkalmazasok установленные_приложения anzhuang_yingyong",
    "installed programs": "installierte_programme programmes_installes programas_instalados zainstalowane_programy "
    "geinstalleerde_programmas nainstalovane_programy asennetut_ohjelmat yuklu_programlar",
    "installed channels": "canales_instalados installierte_kanaele chaines_installees",
    "app list": "应用列表 アプリ一覧 앱목록 appliste lista_aplicaciones lista_de_aplicaciones lista_aplikacji "
    "liste_des_applications elenco_app seznam_aplikaci uygulama_listesi yingyong_liebiao apuri_ichiran список_приложений",
    "package name": "包名 パッケージ名 패키지명 имя_пакета paketname pakketnaam paketnamn pakkenavn nazwa_pakietu "
    "nombre_paquete nombre_de_paquete nom_paquet nom_du_paquet nome_pacchetto nome_pacote nome_do_pacote nazev_balicku "
    "paket_adi nume_pachet csomagnev baoming bao_ming",
    "package": "пакет",
    "apps": "приложения aplikacje aplicaciones aplicativos aplicacoes applicazioni sovellukset uygulamalar aplicatii "
    "aplikace alkalmazasok applis appar застосунки εφαρμογες التطبيقات ung_dung",
    "installed": "установленные",
    "version": "versao wersja verze versie versione versiune verzio surum バージョン 版本 버전 版本号 версия",
    "app name": "应用名 应用名称 アプリ名 nazwa_aplikacji nombre_aplicacion nom_application nome_applicazione "
    "nome_aplicativo uygulama_adi appnavn appnamn",
    "crash": "absturz 崩溃 クラッシュ",
    "exception": "ausnahme wyjatek excepcion eccezione excecao uitzondering undantag undtagelse vyjimka poikkeus istisna "
    "kivetel exceptie 例外 异常 исключение виняток εξαιρεση استثناء",
    "stack trace": "slad_stosu stos_wywolan pila_de_llamadas pile_d_appels スタックトレース 堆栈",
    "stack": "stapel",
    "consent": "einwilligung zustimmung consentement consentimiento consentimento consenso toestemming согласие згода "
    "συγκαταθεση موافقة zgoda samtycke samtykke suostumus souhlas onay riza consimtamant hozzajarulas 同意",
    "consents": "consensi suostumukset hozzajarulasok згоди συγκαταθεσεις einwilligungen consentements consentimientos "
    "consentimentos toestemmingen zgody samtycken souhlasy",
    "necessary": "notwendig notwendige necesarias necessaires noodzakelijk niezbedne zorunlu nodvandiga nodvendige "
    "valttamattomat nezbytne necesare szukseges notwendigen necessarie essenziali 必須 необхідні обязательные απαραιτητα",
    "statistics": "statistik estadisticas statistiques statistiche estatisticas statistieken statystyczne statystyki "
    "istatistik tilastot statistikk statisticke statistici statisztika",
    "preferences": "praferenzen praeferenzen preferencias preferenze voorkeuren",
    "analytics": "analityczne analityka analitik analytiikka analitica analyticke аналитика аналітика αναλυτικα "
    "التحليلات 分析",
    "games": "pelit jatekok jocuri ігри игры παιχνιδια ゲーム",
    "game name": "ゲーム名 游戏名 게임명 nome_gioco spelnaam jateknev pelinimi назва_гри",
    "measurement": "misurazione mittaus вимірювання μετρηση",
    "profiling": "profilazione profilointi profilering profilozas профілювання profilalkotas",
    "advertising": "werbung publicite publicidad publicidade pubblicita reclame reklam reklama reklamer reklamowe mainonta "
    "reklame publicitate реклама 広告 广告 광고",
    "marketing": "marketingowe marketingove pazarlama marknadsforing markedsforing markkinointi маркетинг",
    "functional": "funktional funktionale funcionales fonctionnels funzionali functioneel funkcjonalne funkcni islevsel",
    "newsletter": "nieuwsbrief nyhetsbrev uutiskirje biuletyn bulten hirlevel boletin",
    # -- how long something was used or watched
    "usage": "nutzung utilisation gebruik uzycie pouziti anvandning kullanim kaytto hasznalat utilizare utilizacao "
    "uso utilizzo forbrug 使用 利用 사용 использование",
    "screen time": "bildschirmzeit nutzungszeit nutzungsdauer schermtijd skarmtid skjermtid skaermtid ruutuaika "
    "kepernyoido czas_ekranowy czas_uzycia ekran_suresi temps_ecran temps_d_ecran tiempo_de_uso tiempo_pantalla "
    "tiempo_de_pantalla tempo_di_utilizzo tempo_schermo tempo_de_tela tempo_de_uso 使用时长 使用時間 屏幕时间 사용시간",
    "minutes": "minuten minutos minuti minuty minut dakika perc minuter minuutit minuuttia "
    "хвилини хвилин минуты минут λεπτα دقائق phut 分 分钟",
    "seconds": "sekunden segundos secondes secondi sekundy sekund saniye masodperc",
    "start": "beginn inicio inizio poczatek zacatek baslangic alku 開始 开始 시작 начало",
    "end": "ende koniec konec bitis einde 終了 结束 종료 конец",
    "book": "buch livre libro livro boek ksiazka kniha kirja kitap konyv 书籍 книга",
    "chapter": "kapitel chapitre capitulo capitolo hoofdstuk rozdzial kapitola fejezet",
    "episode": "folge episodio aflevering odcinek epizoda avsnitt afsnit jakso",
    "movie": "pelicula spielfilm elokuva 映画 电影 фильм",
    "artist": "esittaja eloado виконавець καλλιτεχνης الفنان ca_si kuenstler kunstler "
    "artiste artista artiest wykonawca sanatci アーティスト 歌手 исполнитель",
    "song": "låt kappale cantec пісня τραγουδι bai_hat brano الأغنية "
    "chanson cancion canzone utwor skladba sarki 曲名 歌名 песня",
    "content title": "作品 作品名",
    "playing": "再生中 播放中 재생중 in_riproduzione afspelend відтворюється toistetaan lejatszas_alatt αναπαραγωγη",
    "position seconds": "位置秒 再生位置 再生位置秒",
    "played at": "spelades 再生日時 再生時刻 lejatszva soitettu відтворено",
    "title": "titel titre titulo titolo tytul baslik タイトル 标题 название",
    "progress": "fortschritt progreso haladas прогрес προοδος tien_do "
    "progresso postep pokrok fremskridt fremgang edistyminen ilerleme voortgang 進捗 进度",
    "session": "sitzung sitzungs sesion sessione sessao sesja sezeni istunto oturum munkamenet セッション сессия",
    "session duration": "sitzungsdauer sitzungslaenge",
    "event": "ereignis evento evenement zdarzenie udalost gebeurtenis tapahtuma olay esemeny イベント событие",
    "click": "klikken klikkaus kattintasok кліки κλικ klick clic "
    "klik geklickt kliknuti klikniecie geklikt klikk clique clicado cliccato pulsacion "
    "tiklama kattintas クリック 点击",
    "viewed": "angezeigt affiche visualizzato visualizzata weergegeven wyswietlono zobrazeno",
    "screen view": "vista_pantalla vista_de_pantalla pantalla_vista ecran_vu vue_ecran vue_d_ecran schermata_vista "
    "vista_schermata tela_vista vista_de_tela bildschirm_angezeigt scherm_bekeken ekran_wyswietlony zobrazeni_obrazovky "
    "skarmvisning skaermvisning skjermvisning ekran_goruntuleme",
    "time spent": "temps_passe verweildauer tiempo_transcurrido tempo_trascorso tempo_gasto bestede_tijd spedzony_czas "
    "straveny_cas gecirilen_sure",
    "time on page": "zeit_auf_seite temps_sur_page tiempo_en_pagina tempo_na_pagina tempo_sulla_pagina tijd_op_pagina "
    "czas_na_stronie cas_na_strance",
    "pressed": "gedrueckt gedruckt wcisniety presionado premuto ingedrukt",
    "channel": "kanal chaine kanaal kanava csatorna チャンネル 频道 頻道 канал 채널",
    "programme name": "番組名 番組 节目 节目名称 節目 프로그램 sendungstitel",
    # -- secrets and cards
    "password": "kennwort wachtwoord senha contrasena contrasenya haslo heslo losenord adgangskode kodeord passord "
    "salasana sifre jelszo lozinka geslo пароль 密码 密碼 パスワード 비밀번호 mot_de_passe palavra_passe",
    "wifi password": "wifi密码 wifi密碼 wifiパスワード wifi비밀번호",
    "wifi key": "wlan_schluessel wlan_schlussel wlanschluessel cle_wifi chiave_wifi",
    "access token": "zugangstoken zugriffstoken jeton_acces jeton_d_acces token_de_acceso token_di_accesso token_dostepu "
    "toegangstoken 访问令牌 アクセストークン",
    "pin code": "geheimzahl code_confidentiel codigo_acceso codigo_de_acceso kod_dostepu code_acces code_d_acces "
    "zugangscode tuercode codice_accesso toegangscode kod_pin",
    "bank code": "blz bankleitzahl",
    "last 4": "letzte_4 ultimos_4 ultimi_4 derniers_4 ostatnie_4 laatste_4 sista_4 sidste_4 siste_4 posledni_4 son_4",
    "account number": "kontonummer kontonr numero_de_cuenta numero_cuenta numero_compte numero_de_compte numero_conto "
    "numero_conta numer_konta nr_konta rekeningnummer tilinumero hesap_no hesap_numarasi numar_cont szamlaszam cislo_uctu "
    "口座番号 계좌번호 номер_счета",
    "verification code": "einmalcode einmalkennwort bestaetigungscode engangskode engangskod codigo_sms code_sms "
    "codice_sms kod_sms kod_weryfikacyjny kertakayttokoodi verificatiecode codigo_verificacion codigo_de_verificacion "
    "codigo_de_verificacao code_de_verification codice_di_verifica overovaci_kod dogrulama_kodu yanzhengma 验证码 "
    "認証コード 인증번호 код_подтверждения",
    "card number": "kartennummer kartennr kaartnummer kortnummer kartyaszam numero_tarjeta numero_de_tarjeta num_tarjeta "
    "numero_carte numero_de_carte num_carte numero_cartao numero_do_cartao num_cartao numero_carta num_carta "
    "numero_della_carta numer_karty nr_karty cislo_karty kortin_numero kart_no kart_numarasi numar_card "
    "カード番号 卡号 银行卡号 카드번호 номер_карты",
    "card holder": "karteninhaber kaarthouder kortinnehaver kortholder titular_tarjeta titular_de_la_tarjeta "
    "titulaire_carte intestatario_carta titular_cartao posiadacz_karty drzitel_karty kart_sahibi 持卡人 カード名義人",
    "privacy": "datenschutz datenschutzerklaerung privacidad confidentialite privacidade prywatnosc soukromi yksityisyys "
    "gizlilik 隐私 プライバシー",
    "gdpr": "dsgvo rgpd rodo kvkk",
    "allowed": "erlaubt permitido consentito toegestaan dozwolone povoleno tillaten tilladt sallittu",
    "accepted": "akzeptiert aceptado accettato aceito geaccepteerd zaakceptowane prijato accepterad accepteret akseptert "
    "hyvaksytty elfogadva",
    "terms": "voorwaarden nutzungsbedingungen agb regulamin podminky vilkar villkor kayttoehdot",
    "advertising consent": "werbeeinwilligung werbezustimmung",
    "personalized ads": "personalisierte_werbung publicite_personnalisee pub_personnalisee publicidad_personalizada "
    "pubblicita_personalizzata spersonalizowane_reklamy gepersonaliseerde_advertenties personligt_tilpassede_annoncer",
    "domain": "dominio domein domeeni домен",
    "keyword": "キーワード 关键词 关键字 stichwort palabra_clave palavra_chave mot_cle slowo_kluczowe klicove_slovo "
    "anahtar_kelime avainsana kulcsszo nyckelord ключевое_слово",
    "search": "suche busqueda ricerca pesquisa zoeken 搜索 検索 поиск 검색",
    "search term": "suchbegriff suchwort suchanfrage suchtext suchphrase suchausdruck zoekterm zoektekst zoekopdracht "
    "zoekwoord texte_recherche texte_de_recherche terme_recherche terme_de_recherche mot_recherche "
    "texto_busqueda texto_de_busqueda texto_buscado termino_busqueda termino_de_busqueda testo_ricerca testo_di_ricerca "
    "testo_cercato termine_ricerca termine_di_ricerca termo_pesquisa termo_de_pesquisa termo_busca termo_de_busca "
    "texto_pesquisa texto_de_pesquisa szukana_fraza szukany_tekst szukane_haslo wyszukiwana_fraza fraza_wyszukiwania "
    "hledany_vyraz hledany_text hledana_fraze hledany_retezec soktext sokterm sokord sokeord sokefrase soketekst sogetekst "
    "soegetekst sogeord soegeord hakusana hakutermi hakuteksti hakulause arama_metni arama_terimi arama_ifadesi "
    "arama_kelimesi aranan_kelime aranan_metin keresoszo keresokifejezes keresett_szoveg keresett_kifejezes termen_cautat "
    "text_cautat termen_de_cautare kensakugo kensaku_go kensaku_moji sousuo_ci sousuoci sousuo_neirong 搜索词 搜索詞 "
    "搜索内容 搜索关键词 検索ワード 検索キーワード 検索語 検索語句 検索文字列 검색어 검색문구 검색단어 поисковый_запрос "
    "поисковая_фраза текст_поиска",
    "recent searches": "letzte_suchen letzte_suchanfragen busquedas busquedas_recientes ultimas_busquedas "
    "recherches_recentes dernieres_recherches ricerche_recenti ultime_ricerche pesquisas_recentes ultimas_pesquisas "
    "recente_zoekopdrachten laatste_zoekopdrachten ostatnie_wyszukiwania posledni_hledani senaste_sokningar "
    "seneste_sogninger siste_sok viimeisimmat_haut son_aramalar legutobbi_keresesek cautari_recente последние_запросы",
    "search history": "suchverlauf suchhistorie historial_de_busqueda historial_busquedas historique_recherche "
    "historique_de_recherche historique_recherches cronologia_ricerche cronologia_di_ricerca historico_de_pesquisa "
    "historico_pesquisas zoekgeschiedenis historia_wyszukiwania historie_hledani vyhledavani sokhistorik sogehistorik "
    "sokehistorikk hakuhistoria arama_gecmisi keresesi_elozmenyek istoric_cautari 検索履歴 搜索历史 搜索记录 검색기록 "
    "история_поиска",
    "visited url": "besuchte_url besuchte_adresse besuchte_seite url_visitee adresse_visitee page_visitee url_visitada "
    "pagina_visitada direccion_visitada url_visitata pagina_visitata bezochte_url bezochte_pagina odwiedzony_adres "
    "odwiedzona_strona navstivena_adresa navstivena_stranka besokt_url besokt_adress besogt_url vierailtu_osoite "
    "ziyaret_edilen_url 访问网址 浏览网址 閲覧url посещённый_адрес",
    "current app": "voorgrond_app app_in_primo_piano etusovellus sovellus_edessa поточний_додаток 使用中アプリ "
    "aktuelle_app vordergrund_app app_im_vordergrund app_actual aplicacion_actual app_courante "
    "application_active app_active app_attiva app_corrente app_atual huidige_app actieve_app aktualna_aplikacja "
    "aktualni_aplikace aktiv_app nykyinen_sovellus gecerli_uygulama 当前应用 前台应用 起動中アプリ 현재앱",
    # -- what is weighed, and is nobody's body
    "price": "preis precio prezzo preco prijs hinta fiyat pris prix 価格 价格 가격 цена",
    "parcel": "paket pakket colis paquete pacco",
    "shipment": "sendung zending zendingen lieferung",
    "product": "produkt produit producto prodotto",
    "item": "artikel",
}  # fmt: skip
