"""What readings of sensors are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- motion, light and air
    "accelerometer": "accelerometre acelerometro accelerometro beschleunigungssensor beschleunigungsmesser "
    "versnellingsmeter akcelerometr akcelerometer kiihtyvyysanturi ivmeolcer accelerometru gyorsulasmero "
    "przyspieszeniomierz kasokudo_sensa kasokudokei jiasuduji акселерометр 加速度计 加速計 加速度計 加速度传感器 "
    "加速度感測器 加速度センサー 가속도계 가속도센서",
    "acceleration": "beschleunigung aceleracion accelerazione aceleracao versnelling przyspieszenie beschl besch acel "
    "zrychleni kiihtyvyys acceleratie gyorsulas kasokudo jiasudu uskorenie ускорение 加速度 가속도",
    "gyroscope": "giroscopio giroscopiu gyroskop gyroskopet gyroskooppi giroszkop jiroskop gyroscoop zyroskop tuoluoyi "
    "jairo_sensa giroskop гироскоп 陀螺仪 陀螺儀 ジャイロ ジャイロスコープ ジャイロセンサー 자이로스코프 자이로",
    "angular velocity": "winkelgeschwindigkeit drehrate hoeksnelheid velocidad_angular velocidade_angular "
    "velocita_angolare vitesse_angulaire predkosc_katowa uhlova_rychlost vinkelhastighed vinkelhastighet kulmanopeus "
    "acisal_hiz szogsebesseg kakusokudo 角速度 각속도",
    "magnetometer": "magnetometre magnetometro magnetometr magnetometru manyetometre магнитометр 磁力计 磁力計 地磁気 "
    "자력계",
    "sensor": "capteur sensore czujnik senzor anturi snimac датчик 传感器 感測器 センサー センサ 센서",
    "sensors": "capteurs sensori sensores sensoren czujniki senzory anturit датчики",
    "value": "messwert 值 数值 valeur wert valor valore waarde wartosc hodnota varde verdi vaerdi arvo deger ertek "
    "valoare значение 値 값",
    "values": "valeurs werte valores valori waarden",
    "unit": "unite einheit unidad unidade eenheid birim jednotka jednostka mertekegyseg yksikko unitate enhet enhed 单位 "
    "単位 단위 единица",
    "illuminance": "beleuchtungsstarke beleuchtungsstaerke eclairement iluminancia illuminamento lichtsterkte "
    "natezenie_swiatla natezenie_oswietlenia osvetleni intenzita_osvetleni belysningsstyrka belysningsstyrke "
    "valaistusvoimakkuus isik_siddeti aydinlik_duzeyi aydinlik_seviyesi aydinlanma_siddeti iluminare megvilagitas "
    "megvilagitottsag shoudo guangzhao guangzhao_qiangdu osveshchennost освещенность освещённость 照度 光照度 光照强度 "
    "光照 環境光 环境光 光線強度 조도 조도센서 明るさセンサー",
    "luminosity": "luminosite luminosita luminosidad luminosidade luminozitate",
    "brightness": "helligkeit jasnosc valoisuus parlaklik fenyero ljusstyrka lysstyrke helderheid яркость",
    "ambient light": "umgebungslicht umgebungshelligkeit omgevingslicht luz_ambiente luz_ambiental luce_ambiente "
    "luce_ambientale lumiere_ambiante luminosite_ambiante swiatlo_otoczenia okolni_svetlo omgivande_ljus omgivelseslys "
    "omgivelyslys ymparistovalo ortam_isigi lumina_ambientala kornyezeti_feny kankyoukou",
    "light sensor": "lichtsensor helligkeitssensor sensor_de_luz capteur_de_lumiere sensore_di_luce czujnik_swiatla "
    "valoanturi isik_sensoru ljussensor lyssensor lyssensoren fenyerzekelo 光传感器 光線センサー 光センサー "
    "датчик_света",
    "proximity": "naherung naeherung annaherung annaeherung proximidad proximidade proximite prossimita zblizenie "
    "nabijheid priblizeni naerhed naerhet narhet laheisyys yakinlik proximitate kozelseg kinsetsu приближение 近接 "
    "接近 근접",
    "proximity sensor": "naherungssensor naeherungssensor annaherungssensor annaeherungssensor sensor_de_proximidad "
    "sensor_de_proximidade capteur_de_proximite sensore_di_prossimita czujnik_zblizeniowy nabijheidssensor "
    "yakinlik_sensoru laheisyysanturi 近接センサー 距离传感器 接近传感器 근접센서 датчик_приближения",
    "air pressure": "luftdruck luchtdruk lufttryck lufttrykk ilmanpaine hava_basinci legnyomas presion_atmosferica "
    "pressao_atmosferica pressione_atmosferica pression_atmospherique cisnienie_atmosferyczne tlak_vzduchu "
    "atmosfericky_tlak presiune_atmosferica basinc_hava kiatsu qiya daqiya atmosfernoe_davlenie атмосферное_давление "
    "气压 気圧 氣壓 大气压 大氣壓 대기압 기압",
    "pressure": "pression presion pressione pressao cisnienie presiune cisn basinc tlak davlenie давление 圧力 压力 압력",
    "humidity": "luftfeuchtigkeit luftfeuchte luchtvochtigheid humidite humedad umidita umidade wilgotnosc vlhkost "
    "luftfuktighet luftfuktighed luftfugtighed ilmankosteus kosteus nem_orani umiditate paratartalom shitsudo shidu "
    "vlazhnost feuchte feuchtigkeit wilg влажность 湿度 濕度 습도",
    "temperature": "temperatur temperatura temperatuur lampotila sicaklik homerseklet teplota ondo wendu температура "
    "温度 溫度 気温 气温 氣溫 온도 기온",
    "room temperature": "raumtemperatur zimmertemperatur kamertemperatuur rumstemperatur romtemperatur huonelampotila "
    "oda_sicakligi szobahomerseklet temperatura_pokojowa teplota_v_mistnosti shitsuon 室温 室溫 실내온도",
    "outdoor temperature": "aussentemperatur außentemperatur buitentemperatuur utetemperatur udetemperatur "
    "ulkolampotila dis_sicaklik kulsohomerseklet temperatura_zewnetrzna venkovni_teplota gaiki_on 外気温 室外温度 "
    "실외온도",
    "magnetic field": "magnetfeld campo_magnetico champ_magnetique pole_magnetyczne magnetfalt magnetfelt magneetveld "
    "magneettikentta manyetik_alan magneses_ter магнитное_поле 磁场 磁場 자기장",
    "vibration": "erschutterung erschuetterung titresim wibracje vibrace tarina vibracion vibracao vibrazione trilling "
    "вибрация 振動 振动 震动 진동",
    "azimuth": "azimut azymut atsimuutti азимут 方位角 방위각",
    "yaw": "gierwinkel lacet guinada imbardata",
    "pitch": "nickwinkel tangage cabeceo beccheggio",
    "roll": "rollwinkel roulis alabeo rollio",
    "light": "licht luz luce lumiere ljus swiatlo svetlo feny isik valo свет 光线 光量",
    "indoor": "innen binnen inomhus innendors indendors sisalla",
    "outdoor": "aussen außen buiten utomhus utendors udendors ulkona",
    "room": "raum kamer habitacion pokoj pokoi mistnost huone szoba",
    "type": "typ tyyppi",
    "quantity": "messgrosse messgroesse grandeur grandezza wielkosc velicina",
    "noise level": "laermpegel larmpegel gerauschpegel geraeuschpegel schallpegel geluidsniveau nivel_de_ruido "
    "nivel_sonoro niveau_sonore livello_sonoro poziom_halasu hladina_hluku ljudniva lydniva lydniveau melutaso "
    "gurultu_seviyesi zajszint nivel_zgomot 騒音 噪音 噪声 소음",
    "noise": "laerm larm ruido bruit rumore halas hluk buller melu gurultu zgomot шум",
    "carbon dioxide": "kohlendioxid koolstofdioxide dioxido_de_carbono dioxyde_de_carbone anidride_carbonica "
    "dwutlenek_wegla oxid_uhlicity koldioxid hiilidioksidi karbondioksit szendioxid 二酸化炭素 二氧化碳 이산화탄소",
    "dew point": "taupunkt dauwpunt punto_de_rocio point_de_rosee punto_di_rugiada punkt_rosy rosny_bod daggpunkt "
    "kastepiste harmatpont 露点",
    "shake": "schutteln schuetteln sacudida secousse secousses scuotimento schudden wstrzas otresy skakning rystelse",
    "tilt": "neigung neigungswinkel inclinaison inclinazione inclinacao inclinacion nachylenie helling egim kallistus "
    "naklon наклон 傾き 倾斜 기울기",
}  # fmt: skip
