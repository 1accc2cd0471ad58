"""What readings of sensors and of the body are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- motion, light and air
    "accelerometer": "accelerometre acelerometro accelerometro beschleunigungssensor beschleunigungsmesser "
    "versnellingsmeter  "
    "akcelerometr акселерометр 加速度计 加速計 加速度計 加速度传感器 加速度センサー 가속도계",
    "acceleration": "beschleunigung aceleracion accelerazione aceleracao versnelling przyspieszenie ускорение 加速度 가속도",
    "gyroscope": "giroscopio gyroskop gyroscoop zyroskop гироскоп 陀螺仪 ジャイロ ジャイロスコープ 자이로스코프",
    "angular velocity": "winkelgeschwindigkeit drehrate 角速度 각속도",
    "magnetometer": "magnetometre magnetometro 磁力计 磁力計",
    "sensor": "capteur sensore czujnik датчик 传感器 センサー 센서",
    "sensors": "capteurs sensori sensores sensoren",
    "value": "valeur wert valor valore waarde",
    "values": "valeurs werte valores valori waarden",
    "unit": "unite einheit unidad unidade eenheid",
    "illuminance": "beleuchtungsstarke beleuchtungsstaerke eclairement iluminancia illuminamento lichtsterkte "
    "освещенность освещённость 照度 光照度 光照强度 環境光 环境光 조도",
    "luminosity": "luminosite luminosita luminosidad luminosidade",
    "brightness": "helligkeit",
    "ambient light": "umgebungslicht",
    "air pressure": "luftdruck luchtdruk 气压 気圧 氣壓 大气压 기압",
    "pressure": "pression presion pressione pressao",
    "humidity": "luftfeuchtigkeit luftfeuchte luchtvochtigheid humidite humedad umidita umidade wilgotnosc "
    "влажность 湿度 습도",
    "temperature": "temperatur temperatura temperatuur температура 温度 気温 气温 온도",
    "room temperature": "raumtemperatur zimmertemperatur 室温",
    "outdoor temperature": "aussentemperatur außentemperatur buitentemperatuur",
    # -- the body
    "heart rate": "herzfrequenz hartslag 心率 心拍数 심박수",
    "pulse": "puls pouls pulso пульс 脈拍 脉搏",
    "systolic": "systolisch systolique sistolica sistolico 收缩压 最高血圧 収縮期血圧",
    "diastolic": "diastolisch diastolique diastolica diastolico 舒张压 最低血圧 拡張期血圧",
    "blood pressure": "blutdruck bloeddruk 血压 血圧 혈압",
    "blood glucose": "blutzucker glycemie glucemia glicemia 血糖 血糖値 혈당",
    "blood oxygen": "sauerstoffsattigung sauerstoffsaettigung blutsauerstoff 血氧 血氧饱和度",
    "body temperature": "korpertemperatur koerpertemperatur 体温 체온",
    "basal temperature": "basaltemperatur aufwachtemperatur 基礎体温 基础体温",
    "body weight": "korpergewicht koerpergewicht tai_juu taijuu 体重 체중",
    "weight": "gewicht poids",
    "menstrual cycle day": "zyklustag",
    "menstrual cycle length": "zykluslange zykluslaenge",
    "menstruation": "regelblutung menstruacion mestruazione menstruacao 月经 生理開始日",
    "ovulation": "eisprung ovulacion ovulazione 排卵日",
    "mood": "stimmung humeur gemutszustand",
    "diagnosis": "diagnostico diagnose rozpoznanie teshis tanisi 진단명 诊断 診断 диагноз",
    "symptoms": "sintomas sintomi symptome objawy belirtiler 증상 症状 симптомы",
    "medication": "medikament medikamente medicamento medicamentos medicaments leki ilac ilaclar 복용약 药物 服薬 лекарства",
    "allergy": "allergie allergien alergia alergias alerji alerjiler 알레르기 过敏史 アレルギー аллергия",
    "pregnancy": "schwangerschaft embarazo gravidez grossesse gravidanza ciaza hamilelik gebelik "
    "임신 怀孕 妊娠 беременность",
    "disability": "behinderung discapacidad niepelnosprawnosc 장애등급",
    "blood type": "blutgruppe 혈액형 血型 血液型",
    "steps": "schritte schrittzahl schrittzaehler pasos stappen passos 步数 歩数 걸음수",
    "today": "heute hoy vandaag oggi hoje",
    "daily goal": "tagesziel dagdoel",
}  # fmt: skip
