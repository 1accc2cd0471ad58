"""What the parts of an address are called in further languages (read by ``address_words``).

Vietnamese, Greek, Arabic, Hebrew, Croatian, Serbian, Slovenian and Bulgarian, Indonesian and Malay, Lithuanian, Latvian
and Estonian, Thai; without marks, in the letters of each language and as developers write them in Latin ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FURTHER: Final[tuple[Mapping[str, str], ...]] = (
    {
        "x_street": "duong tenduong pho diachi diachinha đuong",
        "x_house": "sonha so hem ngo ngach toanha toa canho tang lau",
        "x_postalCode": "mabuudien mabuuchinh mabuu",
        "x_city": "phuong quan huyen xa thanhpho thixa quanhuyen phuongxa tp",
        "state": "tinh tinhthanh tinhthanhpho",
    },
    {
        "x_street": "odos dieuthynsi diefthinsi dieythynsi οδος διευθυνση",
        "x_house": "arithmos ar orofos koudouni αριθμος αρ οροφος κουδουνι",
        "x_postalCode": "tk taxkodikas taxydromikoskodikas τκ ταχκωδικας ταχυδρομικοσκωδικας",
        "x_city": "poli polh perioxi perioxh dimos πολη περιοχη δημος",
        "state": "nomos νομος",
    },
    {
        "x_street": "الشارع شارع اسمالشارع العنوان alshari shari sharea",
        "x_house": "رقمالمبنى المبنى مبنى الدور الطابق الشقة رقمالشقة رقمالمنزل البناية almabna alshaqa aldawr",
        "x_postalCode": "الرمزالبريدي رمزبريدي alramzalbaridi",
        "x_city": "المدينة مدينة الحي حي المنطقة منطقة almadina madina alhay almantiqa",
        "state": "المحافظة محافظة الولاية الامارة almuhafaza",
    },
    {
        "x_street": "רחוב כתובת rehov rechov",
        "x_house": "מספרבית בית דירה קומה כניסה misparbait dira koma knisa",
        "x_postalCode": "מיקוד mikud",
        "x_city": "עיר ישוב יישוב שכונה ir yishuv shchuna",
        "state": "מחוז mahoz",
    },
    {
        "x_street": "ulica ulicaibroj adresa naslov улица адрес bulevard булевард",
        "x_house": "nomer номер вход vhod етаж etaj ап ap kucnibroj kbr broj hisnastevilka stevilka kat stan "
        "nadstropje ulaz",
        "x_postalCode": "postanskibroj pbr postnastevilka ptt pk пк пощенскикод poshtenskikod",
        "x_city": "град село kvartal grad mjesto mesto naselje opcina opstina obcina posta",
        "state": "zupanija kanton pokrajina",
    },
    {
        "x_street": "jalan jln namajalan alamat",
        "x_house": "nomor norumah no rt rw blok lantai unit",
        "x_postalCode": "kodepos poskod kodpos",
        "x_city": "kota kelurahan kecamatan kabupaten desa bandar",
        "state": "provinsi propinsi negeri",
    },
    {
        "x_street": "gatve iela tanav adresas adrese aadress",
        "x_house": "namas namonr namonumeris butas butonr maja majanr korter korteri dzivoklis majasnumurs",
        "x_postalCode": "pastokodas pastaindekss postiindeks indeks",
        "x_city": "miestas pilseta linn vald",
        "state": "rajonas savivaldybe novads maakond",
    },
    {
        "x_street": "ถนน ที่อยู่ ซอย thanon soi",
        "x_house": "บ้านเลขที่ เลขที่ ชั้น ห้อง banlekthi",
        "x_postalCode": "รหัสไปรษณีย์ rahatpraisani",
        "x_city": "เขต แขวง อำเภอ ตำบล khet khwaeng amphoe tambon",
        "state": "จังหวัด changwat",
    },
)
