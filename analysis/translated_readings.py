"""What readings of sensors are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- motion, light and air
    "accelerometer": "accelerometre acelerometro accelerometro beschleunigungssensor beschleunigungsmesser "
    "versnellingsmeter akcelerometr akcelerometer kiihtyvyysanturi ivmeolcer accelerometru gyorsulasmero "
    "przyspieszeniomierz kasokudo_sensa kasokudokei jiasuduji акселерометр 加速度计 加速計 加速度計 加速度传感器 "
    "加速度感測器 加速度センサー 가속도계 가속도센서 επιταχυνσιομετρο مقياس_التسارع gia_toc_ke pospeskometer "
    "akcelerometar",
    "acceleration": "beschleunigung aceleracion accelerazione aceleracao versnelling przyspieszenie beschl besch acel "
    "zrychleni kiihtyvyys acceleratie gyorsulas kasokudo jiasudu uskorenie ускорение 加速度 가속도 επιταχυνση "
    "epitachynsi التسارع تسارع gia_toc прискорення pospesek ubrzanje",
    "gyroscope": "giroscopio giroscopiu gyroskop gyroskopet gyroskooppi giroszkop jiroskop gyroscoop zyroskop tuoluoyi "
    "jairo_sensa giroskop гироскоп 陀螺仪 陀螺儀 ジャイロ ジャイロスコープ ジャイロセンサー 자이로스코프 자이로 "
    "γυροσκοπιο гіроскоп الجيروسكوب جيروسكوب con_quay_hoi_chuyen ziroskop",
    "angular velocity": "winkelgeschwindigkeit drehrate hoeksnelheid velocidad_angular velocidade_angular "
    "velocita_angolare vitesse_angulaire predkosc_katowa uhlova_rychlost vinkelhastighed vinkelhastighet kulmanopeus "
    "acisal_hiz szogsebesseg kakusokudo 角速度 각속도",
    "magnetometer": "magnetometre magnetometro magnetometr magnetometru manyetometre магнитометр 磁力计 磁力計 地磁気 "
    "자력계 μαγνητομετρο магнітометр magnetometar مقياس_المغناطيسية tu_ke",
    "sensor": "capteur sensore czujnik senzor anturi snimac датчик 传感器 感測器 センサー センサ 센서 αισθητηρας "
    "aisthitiras مستشعر cam_bien senzori senzorja المستشعر",
    "sensors": "capteurs sensori sensores sensoren czujniki senzory anturit датчики αισθητηρες المستشعرات cac_cam_bien",
    "value": "messwert 值 数值 valeur wert valor valore waarde wartosc hodnota verdi vaerdi arvo deger valoare "
    "значение 値 값 τιμη_μετρησης vrednost vrijednost значення ertek varde gia_tri τιμη_αισθητηρα",
    "values": "valeurs werte valores valori waarden",
    "unit": "unite einheit unidad unidade eenheid birim jednotka jednostka mertekegyseg yksikko unitate enhet enhed "
    "单位 単位 단위 единица μοναδα monada enota jedinica одиниця egyseg",
    "illuminance": "beleuchtungsstarke beleuchtungsstaerke eclairement iluminancia illuminamento lichtsterkte "
    "natezenie_swiatla natezenie_oswietlenia osvetleni intenzita_osvetleni belysningsstyrka belysningsstyrke "
    "valaistusvoimakkuus isik_siddeti aydinlik_duzeyi aydinlik_seviyesi aydinlanma_siddeti megvilagitas "
    "megvilagitottsag shoudo guangzhao guangzhao_qiangdu osveshchennost освещенность освещённость 照度 光照度 "
    "光照强度 光照 環境光 环境光 光線強度 조도 조도센서 明るさセンサー ljusniva شدة_الإضاءة شدة_الاضاءة "
    "shiddat_alidaa cuong_do_anh_sang cuong_do_sang osvetljenost osvijetljenost osvitlenist освітленість осветеност "
    "осветљеност lichtniveau valonvoimakkuus روشنایی_لوکس עוצמת_אור",
    "luminosity": "luminosite luminosita luminosidad luminosidade luminozitate φωτισμος fotismos الإضاءة الاضاءة إضاءة "
    "osvetljenje osvjetljenje освітлення illuminazione iluminacion iluminacao iluminare valaistus valaistustaso "
    "belysning",
    "brightness": "helligkeit jasnosc valoisuus parlaklik fenyero ljusstyrka lysstyrke helderheid яркость 明るさ 亮度 "
    "밝기 do_sang φωτεινοτητα fotinotita",
    "ambient light": "umgebungslicht umgebungshelligkeit omgevingslicht luz_ambiente luz_ambiental luce_ambiente "
    "luce_ambientale lumiere_ambiante luminosite_ambiante swiatlo_otoczenia okolni_svetlo omgivande_ljus "
    "omgivelseslys omgivelyslys ymparistovalo ortam_isigi lumina_ambientala kornyezeti_feny kankyoukou",
    "light sensor": "lichtsensor helligkeitssensor sensor_de_luz capteur_de_lumiere sensore_di_luce czujnik_swiatla "
    "valoanturi isik_sensoru ljussensor lyssensor lyssensoren fenyerzekelo 光传感器 光線センサー 光センサー "
    "датчик_света",
    "proximity": "naherung naeherung annaherung annaeherung proximidad proximidade proximite prossimita zblizenie "
    "nabijheid priblizeni naerhed naerhet narhet laheisyys yakinlik proximitate kozelseg kinsetsu приближение 近接 "
    "接近 근접 εγγυτητα наближення blizina",
    "proximity sensor": "naherungssensor naeherungssensor annaherungssensor annaeherungssensor sensor_de_proximidad "
    "sensor_de_proximidade capteur_de_proximite sensore_di_prossimita czujnik_zblizeniowy nabijheidssensor "
    "yakinlik_sensoru laheisyysanturi 近接センサー 距离传感器 接近传感器 근접센서 датчик_приближения narhetssensor "
    "avstandssensor αισθητηρας_εγγυτητας датчик_наближення senzor_blizine مستشعر_القرب",
    "air pressure": "luftdruck luchtdruk lufttryck lufttrykk ilmanpaine hava_basinci legnyomas presion_atmosferica "
    "pressao_atmosferica pressione_atmosferica pression_atmospherique cisnienie_atmosferyczne tlak_vzduchu "
    "atmosfericky_tlak presiune_atmosferica basinc_hava kiatsu qiya daqiya atmosfernoe_davlenie атмосферное_давление "
    "气压 気圧 氣壓 大气压 大氣壓 대기압 기압 ατμοσφαιρικη_πιεση βαρομετρικη_πιεση πιεση_αερα atmosferiki_piesi "
    "varometriki_piesi الضغط_الجوي ضغط_جوي aldaght_aljawi ap_suat_khi_quyen ap_suat_khong_khi zracni_tlak tlak_zraka "
    "vazdusni_pritisak atmosferski_pritisak atmosferski_tlak атмосферний_тиск атмосферно_налягане "
    "атмосферски_притисак atmosfernyi_tysk ohurohk tekanan_udara atmosferos_slegis gaisa_spiediens "
    "فشار_هوا לחץ_אוויר לחץ_ברומטרי",
    "pressure": "pression presion pressione pressao cisnienie presiune cisn basinc tlak davlenie давление 圧力 压力 "
    "압력 πιεση piesi الضغط aldaght ap_suat тиск налягане притисак pritisak tysk tekanan",
    "humidity": "luftfeuchtigkeit luftfeuchte luchtvochtigheid humidite humedad umidita umidade wilgotnosc vlhkost "
    "luftfuktighet luftfuktighed luftfugtighed ilmankosteus kosteus nem_orani umiditate paratartalom shitsudo shidu "
    "vlazhnost feuchte feuchtigkeit wilg влажность 湿度 濕度 습도 fuktighet υγρασια ygrasia igrasia σχετικη_υγρασια "
    "الرطوبة رطوبة alrutuba rutuba rutubah do_am do_am_khong_khi doam vlaga vlaznost vlaga_zraka вологість волога "
    "volohist vologist влажност влага vochtigheid luchtvocht umezeala nedvesseg kelembaban kelembapan niiskus dregme "
    "oro_dregme mitrums hygrometrie hygrometria umidita_aria umiditate_aer umiditatea_aerului vlaga_v_zraku رطوبت לחות",
    "temperature": "temperatur temperatura temperatuur lampotila sicaklik homerseklet teplota ondo wendu температура "
    "温度 溫度 気温 气温 氣溫 온도 기온 θερμοκρασια thermokrasia الحرارة حرارة درجة_الحرارة درجة_حرارة "
    "darajat_alharara daraja_harara harara nhiet_do nhietdo temperaturi temperatuuri suhu hofok دما טמפרטורה טמפ",
    "room temperature": "raumtemperatur zimmertemperatur kamertemperatuur rumstemperatur romtemperatur huonelampotila "
    "oda_sicakligi szobahomerseklet temperatura_pokojowa teplota_v_mistnosti shitsuon 室温 室溫 실내온도 "
    "θερμοκρασια_χωρου θερμοκρασια_δωματιου حرارة_الغرفة nhiet_do_phong temperatura_camerei temperatura_prostora "
    "temperatura_sobe температура_кімнати кімнатна_температура innetemperatur temperatuur_binnen 室内温度 temp_inne "
    "temp_inomhus belso_homerseklet belteri_homerseklet دمای_اتاق טמפרטורת_חדר",
    "outdoor temperature": "aussentemperatur außentemperatur buitentemperatuur utetemperatur udetemperatur "
    "ulkolampotila dis_sicaklik kulsohomerseklet temperatura_zewnetrzna venkovni_teplota gaiki_on 外気温 室外温度 "
    "실외온도 temp_ute temp_utomhus kulso_homerseklet kulteri_homerseklet temperatura_esterna temp_esterna",
    "magnetic field": "magnetfeld campo_magnetico champ_magnetique pole_magnetyczne magnetfalt magnetfelt magneetveld "
    "magneettikentta manyetik_alan magneses_ter магнитное_поле 磁场 磁場 자기장",
    "vibration": "erschutterung erschuetterung titresim wibracje vibrace tarina vibracion vibracao vibrazione trilling "
    "вибрация 振動 振动 震动 진동",
    "azimuth": "azimut azymut atsimuutti азимут 方位角 방위각",
    "yaw": "gierwinkel lacet guinada imbardata",
    "pitch": "nickwinkel tangage cabeceo beccheggio",
    "roll": "rollwinkel roulis alabeo rollio",
    "light": "licht luz luce lumiere ljus swiatlo svetlo feny isik valo свет 光线 光量 svetloba svjetlo lumina "
    "ljusmangd anh_sang ضوء الضوء φως світло светлина",
    "indoor": "innen binnen inomhus innendors indendors sisalla notranja notranji unutarnja unutrasnja εσωτερικη "
    "esoteriki الداخلية внутрішня",
    "outdoor": "aussen außen buiten utomhus utendors udendors ulkona zunanja zunanji vanjska spoljna spoljasnja "
    "εξωτερικη exoteriki الخارجية зовнішня",
    "room": "raum kamer habitacion pokoj pokoi mistnost huone szoba",
    "type": "typ tyyppi τυπος loai_cam_bien tipus vrsta",
    "quantity": "messgrosse messgroesse grandeur grandezza wielkosc velicina величина",
    "noise level": "laermpegel larmpegel gerauschpegel geraeuschpegel schallpegel geluidsniveau nivel_de_ruido "
    "nivel_sonoro niveau_sonore livello_sonoro poziom_halasu hladina_hluku ljudniva lydniva lydniveau melutaso "
    "gurultu_seviyesi zajszint nivel_zgomot 騒音 噪音 噪声 소음 σταθμη_θορυβου επιπεδο_θορυβου مستوى_الضوضاء "
    "muc_do_on tieng_on рівень_шуму raven_hrupa razina_buke nivo_buke livello_rumore livello_di_rumore souon "
    "騒音レベル bullerniva stojniva רמת_רעש",
    "noise": "laerm larm ruido bruit rumore halas hluk buller melu gurultu zgomot шум θορυβος thoryvos الضوضاء ضوضاء "
    "ضجيج hrup zaj",
    "carbon dioxide": "kohlendioxid koolstofdioxide dioxido_de_carbono dioxyde_de_carbone anidride_carbonica "
    "dwutlenek_wegla oxid_uhlicity koldioxid hiilidioksidi karbondioksit szendioxid 二酸化炭素 二氧化碳 이산화탄소 "
    "διοξειδιο_ανθρακα διοξειδιο_του_ανθρακα ثاني_أكسيد_الكربون ثاني_اكسيد_الكربون вуглекислий_газ ogljikov_dioksid "
    "ugljikov_dioksid ugljen_dioksid dioxid_de_carbon khi_co2 karbondioksida",
    "dew point": "taupunkt dauwpunt punto_de_rocio point_de_rosee punto_di_rugiada punkt_rosy rosny_bod daggpunkt "
    "kastepiste harmatpont 露点",
    "shake": "schutteln schuetteln sacudida secousse secousses scuotimento schudden wstrzas otresy skakning rystelse",
    "tilt": "neigung neigungswinkel inclinaison inclinazione inclinacao inclinacion nachylenie helling egim kallistus "
    "naklon наклон 傾き 倾斜 기울기",
    "air temperature": "lufttemperatur luchttemperatuur temperatura_zraka temperatura_aerului temp_aria "
    "temperatura_aria temperatura_del_aire temperatura_powietrza teplota_vzduchu ilman_lampotila legho "
    "levegohomerseklet θερμοκρασια_αερα حرارة_الهواء nhiet_do_khong_khi температура_повітря температура_воздуха",
    # -- what a reading is not
    "guide": "huong_dan cham_soc",
    "recipe": "cong_thuc",
    "forecast": "du_bao",
    "alert": "canh_bao",
    "target": "muc_tieu",
}  # fmt: skip
