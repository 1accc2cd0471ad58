"""Words for a person's gender, and their hashes (of so few words a hash hides nothing); words for being married or not."""

from __future__ import annotations

import hashlib
from typing import Final

# Matching keys (Meta's advanced matching, "ge") are hashed in small letters; some senders keep the capital.
HASHED_GENDERS: Final = {
    hashlib.new(name, word.encode(), usedforsecurity=False).hexdigest(): word
    for name in ("md5", "sha1", "sha256")
    for word in ("m", "f", "male", "female", "M", "F", "Male", "Female")
}
GENDERS: Final = frozenset({
    *HASHED_GENDERS, "m", "f", "w", "d", "o", "male", "female", "man", "woman", "men", "women", "boy", "girl", "non-binary",
    "nonbinary", "non_binary", "diverse", "divers", "other", "männlich", "weiblich", "masculino", "femenino", "homme",
    "femme", "feminino", "masculin", "feminin", "féminin", "femmina", "maschio", "vrouw", "男", "女", "男性", "女性",
    "transgender", "nb", "x", "erkek", "kadın", "kadin", "kız", "nam", "nữ", "남", "여", "남성", "여성", "남자", "여자",
    "kobieta", "k", "kvinde", "kvinna", "kvinne", "mann", "mand", "hkbiologicalsexfemale", "hkbiologicalsexmale",
    "hkbiologicalsexother",
    "mężczyzna", "hombre", "mujer", "laki-laki", "perempuan", "мужской", "женский", "θήλυ", "άρρεν", "άνδρας",
    "άντρας", "γυναίκα", "αγόρι", "κορίτσι", "andras", "gynaika", "agori", "koritsi", "ذكر", "أنثى", "انثى", "ولد",
    "بنت", "жіноча", "чоловіча", "жіночий", "чоловічий", "жінка", "чоловік", "хлопчик", "дівчинка", "девочка",
    "мальчик", "nainen", "mies", "tyttö", "poika", "flicka", "pojke", "jongen", "meisje", "lány", "fiú", "férfi",
    "nő", "bărbat", "femeie", "băiat", "fată", "junge", "mädchen", "garçon", "fille", "bambino", "bambina",
    "dziewczynka", "chłopiec", "jente", "gutt", "pige", "dreng",
})  # fmt: skip
MARITAL: Final = frozenset({
    "single", "married", "divorced", "widowed", "separated", "engaged", "partnered", "in a relationship",
    "relationship", "civil partnership", "domestic partnership", "unmarried", "verheiratet", "ledig", "geschieden",
    "cohabiting", "never married", "casada", "casado", "soltera", "soltero", "divorciada", "divorciado", "viuda",
    "viudo", "viuva", "viuvo", "solteira", "solteiro", "celibataire", "coniugata", "coniugato", "nubile", "celibe",
    "it's complicated", "open relationship", "gift", "ugift", "fraskilt", "samboende", "samboer", "skild", "sambo",
    "zonaty", "żonaty", "zamezna", "zamężna", "panna", "kawaler", "wdowa", "wdowiec", "vdana", "zenaty", "ženatý",
    "svobodny", "svobodná", "gehuwd", "ongehuwd", "evli", "bekar", "naimisissa", "naimaton", "marié", "mariée",
    "marie", "mariee", "célibataire", "divorcé", "verwitwet", "nős", "férjezett", "hajadon", "nőtlen", "elvált",
    "özvegy", "έγγαμος", "έγγαμη", "άγαμος", "άγαμη", "διαζευγμένος", "διαζευγμένη", "χήρος", "χήρα", "متزوج",
    "متزوجة", "أعزب", "عزباء", "مطلق", "مطلقة", "أرمل", "أرملة", "одружений", "одружена", "заміжня", "неодружений",
    "незаміжня", "розлучений", "розлучена", "вдова", "căsătorit", "căsătorită", "necăsătorit", "necăsătorită",
    "divorțat", "divorțată", "văduv", "văduvă", "avoliitossa", "eronnut", "leski", "getrouwd", "gescheiden",
    "weduwe", "weduwnaar", "đã kết hôn", "độc thân", "既婚", "未婚", "离异", "기혼", "미혼",
})  # fmt: skip
