"""Short and ambiguous names of readings of a body, which count only beside others of the same object.

``sis`` and ``dia`` are a blood pressure where a pulse stands beside them, ``w`` is a weight beside ``imp`` and ``bf``: so
cuffs, scales and bands name their fields, and so do people who write for themselves. Each name is written in small letters
without marks and separators, and may end in the unit (``peso_kg``).
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import words
from analysis.remembered import Remembered
from analysis.translated_names import without_marks
from analysis.unit_words import WITHOUT_UNIT

# What a name may mean; those of "…?" are names of much else, too, and need more company.
_MEANT: Final = {
    "systolic": "sis sist sistol sisto sys syst systo systol systolic sistolica sbp sbd tas pas rrs rrsys skurcz "
    "skurczowe oberer obererwert systole sistole maxima bpsys sysbp taslst 高压 高壓 高圧 上の血圧 gaoya верхнее "
    "сад",
    "systolic?": "max high hi upper ober top alta s hp buyuk gorne horni ue 上 oben ovre yla maxi sup μεγαλη megali "
    "верхній верхнє верхний العليا العلوي felso tren mare",
    "diastolic": "dia dias diast diasto diastol diastolic diastolica dbp dbd tad pad rrd rrdia rozkurcz rozkurczowe "
    "unterer untererwert diastole minima bpdia diabp 低压 低壓 低圧 下の血圧 diya нижнее дад",
    "diastolic?": "min low lo lower unter bottom baja baixa d lp kucuk dolne dolni shita 下 unten nedre ala mini "
    "inf μικρη mikri нижній нижнє нижний السفلى السفلي also duoi mica",
    "pulse": "pulse pul puls pls pulso pouls polso pols hr hrt fc fk hf bpm pr heartrate tetno tep tepova syke "
    "nabiz myaku myakuhaku maibo nb ppm lpm frecuencia frequence frequenza heart hartslag herz herzfrequenz pulzus "
    "pulspm pulsslag kalp xinlv mailv 脉搏 心率 脈拍 пульс чсс fcm p σφυγμοι sfygmoi παλμοι palmoi النبض نبض "
    "machdap nhiptim",
    "weight": "weight wght wgt wt peso pes gew gewicht waga ves vekt vikt vagt vaegt paino vaha hmotnost masa masse "
    "massa kilo kilos suly poids pds agirlik greutate kg lbs kgs bodyweight tizhong tz 体重 вес kilogr βαρος varos "
    "الوزن wazn вага cannang",
    "weight?": "w m v p mass g kgw",
    "impedance": "imp impedance impedanz impedancia impedanza impedancja impedans ohm ohms zohm bia resistance "
    "imped 阻抗 r50",
    "fat": "bf fat fatpct pbf fett kfa kf grasa graisse graisses gordura vet vetpct tluszcz tuk grasso rasva yag "
    "fettprozent fedtprocent fettprosent fettprocent rasvaprosentti bfp bodyfat bfr fatratio fatpercent "
    "fatpercentage fatmass fedt fettandel zsir grasime tizhi tizhilv 体脂 体脂率 жир mg tb massegrasse λιπος lipos "
    "الدهون жирова mocothe",
    "bmi": "bmi imc vki imt bki tti ibm δμς імт имт كتلة",
    "water": "water tbw wasser eau agua acqua woda voda vann vatten vand vesi su apa viz bodywater watr h2o",
    "muscle": "muscle muscles muskel musculo muscolo miesnie spier spieren lihas kas svaly mm muskler izom muschi "
    "slm smm musclemass musc",
    "waist": "waist waistcm waistcircumference belcevresi bauchumfang taillenumfang tourdetaille cintura "
    "perimetroabdominal circonferenzavita girovita talia obwodpasa obwodtalii obvodpasu tailleomtrek midjematt "
    "livvidde taljemaal vyotaro vyotaronymparys derekboseg 腰围 腹囲 허리둘레",
    "bone": "bone bones knochen os hueso osso ossa kosci bot ben luu kemik kosti csont oase bonemass bmc",
    "visceral": "visc visceral viszeral vf vfl vfat vfr visceralfat visceralni",
    "height": "height ht groesse grosse estatura altura talla taille altezza wzrost vyska langd hojde hoyde pituus "
    "boy inaltime magassag lengte cm hgt bodyheight shengao 身高 身長 рост υψος ypsos الطول зріст chieucao",
    "age": "age alter edad eta idade wiek vek leeftijd alder ika yas varsta kor возраст 年龄 年齢 ηλικια ilikia "
    "العمر вік tuoi",
    "steps": "stp stps pas passi paso passo pasi kroki kroku kroky steg stegen lepes bs 步 nbpas nbrpas totsteps "
    "skr schr βηματα vimata الخطوات кроки sobuoc",
    "distance": "km dist distance distanz distancia distanza distancias odleglosc vzdalenost matka avstand afstand "
    "mesafe strecke distanta tavolsag entfernung juli 距离 距離 meters metres metri metros meter mts odl di mi "
    "miles αποσταση apostasi المسافة відстань расстояние quangduong",
    "energy": "kcal cal cals kal kalorien calories calorias calorie kalori kalorie kaloria energie energia kj calo "
    "caloria 卡路里 消耗 cl θερμιδες thermides السعرات калорії калории",
    "goal": "goal ziel hedef cel objetivo but meta mal tavoite doel obiettivo objectif target cil obiectiv "
    "goalsteps tgt 目标 目標 cilj στοχος stoxos الهدف ціль цель muctieu",
    "day": "day date datum fecha gun gunler dzien data giorno dag paiva nap zi jour tag tage dia dias days dates "
    "jours fechas giorni dagen den ts time t ymd d 日期 日付 日 tarih when التاريخ اليوم tarikh alyawm ημερομηνια "
    "imerominia ημερα imera дата pvm день ngay datumet nichi",
    "power": "power watt watts w pwr leistung potenza puissance potencia moc vykon effekt teho guc vermogen",
    "cadence": "cadence cad rpm kadenz trittfrequenz cadenza cadencia kadencja kadans spm tf",
    "floors": "floors floor etagen etage etages pisos piani pietra pietro kat stockwerke floorsup",
    "active": "active activemin activeminutes aktiv actif activo attivo minaktiv min minutes minuten minutos minuti "
    "act mvpa",
}  # fmt: skip
_KINDS: Final[dict[str, tuple[str, ...]]] = {}
for _kind, _several in _MEANT.items():
    for _word in _several.split():
        _KINDS[_word] = (*_KINDS.get(_word, ()), _kind)
_LONGEST: Final = 24  # letters
_BEFORE: Final = ("user", "body", "avg", "mean", "total", "day", "daily", "val", "my")
_AFTER: Final = (
    "value", "val", "pct", "percent", "perc", "ratio", "avg", "mmhg", "bpm", "ohm", "raw", "total", "tot", "g", "lvl",
    "km", "m",
    "kcal", "min", "kg", "cm", "s", "h", "t", "day", "today", "count", "cnt",
)  # fmt: skip


def _meanings(name: str) -> tuple[str, ...]:
    plain = _plain(name)
    if not plain or len(plain) > _LONGEST:
        return ()
    if plain in _KINDS:
        return _KINDS[plain]
    rest, unit = WITHOUT_UNIT[name]
    if unit and (found := _KINDS.get("".join(words(rest)) if rest else "", ())):
        return found
    parts = without_marks(name).lower().replace("-", "_").split("_")
    if len(parts) == 2 and parts[1] in _AFTER:
        return _KINDS.get(parts[0], ())
    if len(parts) == 2 and parts[0] in _BEFORE:
        return _KINDS.get(parts[1], ())
    spoken = words(name)
    return _KINDS.get("".join(spoken), ()) if len(spoken) <= 2 else ()


def _plain(name: str) -> str:
    said = without_marks(name[: _LONGEST + 8]).lower()
    return said if said.isalnum() else "".join(filter(str.isalnum, said))


MEANINGS: Final = Remembered(_meanings)  # of a name: the kinds that it may mean
