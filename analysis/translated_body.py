"""What readings of the body, illnesses and sports are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    "heart rate": "herzfrequenz hartslag hartfrequentie frequence_cardiaque frecuencia_cardiaca frequenza_cardiaca "
    "frequencia_cardiaca ritmo_cardiaco rythme_cardiaque battito_cardiaco batimentos_cardiacos tepova_frekvence "
    "srdecni_tep kalp_atisi kalp_hizi nabiz syke sykkeet hjertefrekvens hjartfrekvens hjerterytme szivritmus "
    "pulzusszam frecventa_cardiaca shinpaku shinpakusuu shinpaku_suu xinlv xin_lv 心率 心拍 心拍数 심박수 심박 心跳 "
    "心跳次数 чсс καρδιακος_ρυθμος καρδιακη_συχνοτητα καρδιακοι_παλμοι kardiakos_rythmos kardiaki_syxnotita "
    "نبضات_القلب ضربات_القلب معدل_ضربات_القلب معدل_نبضات_القلب معدل_القلب nabadat_alqalb nabadat_qalb darabat_alqalb "
    "серцебиття серцевий_ритм частота_серцевих_скорочень частота_серцебиття сердцебиение частота_пульса sertsebyttia "
    "nhip_tim ritm_cardiac batai_inima sydamen_syke szivveres szivfrekvencia hjartslag hartritme otkucaji_srca "
    "detak_jantung דופק ضربان_قلب",
    "pulse": "puls pouls pulso tetno pulzus nadi пульс 脈拍 脉搏 맥박 σφυγμοι σφυγμος παλμοι sfygmoi sfigmoi "
    "sphygmoi palmoi النبض نبض alnabd nabd mach_dap denyut_nadi",
    "resting pulse": "ruhepuls hvilepuls vilopuls leposyke rusthartslag rustpols tetno_spoczynkowe pouls_repos "
    "pulso_reposo fc_reposo fc_repos пульс_спокою пульс_покоя puls_repaus nyugalmi_pulzus σφυγμοι_ηρεμιας نبض_الراحة "
    "nhip_tim_nghi frequenza_riposo",
    "systolic": "systolisch systolique sistolica sistolico systolisk systolinen systoliczne skurczowe systolicky "
    "systolicka sistolik szisztoles bovendruk ylapaine saikou_ketsuatsu shousuoya 收缩压 最高血圧 収縮期血圧 수축기 "
    "수축기혈압 систолическое συστολικη συστολικη_πιεση systoliki sistoliki الانقباضي انقباضي الضغط_الانقباضي "
    "alinqibadi inqibadi систолічний систолічне систолічна систолический систолическая sistolicki tam_thu "
    "huyet_ap_tam_thu",
    "diastolic": "diastolisch diastolique diastolica diastolico diastolisk diastolinen diastoliczne rozkurczowe "
    "diastolicky diastolicka diastolik diasztoles onderdruk alapaine saitei_ketsuatsu shuzhangya 舒张压 最低血圧 "
    "拡張期血圧 이완기 이완기혈압 диастолическое διαστολικη διαστολικη_πιεση diastoliki الانبساطي انبساطي "
    "الضغط_الانبساطي alinbisati inbisati діастолічний діастолічне діастолічна диастолический диастолическая "
    "dijastolicki tam_truong huyet_ap_tam_truong",
    "blood pressure": "blutdruck bloeddruk tension_arterielle pression_arterielle tension_arterial presion_arterial "
    "pressao_arterial pressione_arteriosa pressione_sanguigna cisnienie_krwi cisnienie_tetnicze krevni_tlak blodtryk "
    "blodtryck blodtrykk verenpaine tansiyon kan_basinci tensiune_arteriala vernyomas ketsuatsu xueya 血压 血圧 혈압 "
    "давление_крови πιεση_αιματος αρτηριακη_πιεση artiriaki_piesi piesi_aimatos ضغط_الدم daght_aldam "
    "артеріальний_тиск артериальное_давление huyet_ap krvni_pritisak krvni_tlak tekanan_darah לחץ_דם فشار_خون",
    "blood glucose": "blutzucker blutzuckerwert blutglukose bloedsuiker bloedglucose glycemie glucemia glicemia "
    "glykemie glikemia glykemia poziom_cukru cukier_krwi krevni_cukr blodsukker blodsocker verensokeri kan_sekeri "
    "vercukor kettou kettouchi xuetang 血糖 血糖値 血糖值 혈당 혈당치 глюкоза сахар_крови σακχαρο σακχαρο_αιματος "
    "sakxaro sakcharo sakharo سكر_الدم السكر_في_الدم مستوى_السكر sukkar_aldam цукор_крові цукор_у_крові рівень_цукру "
    "рівень_глюкози уровень_сахара duong_huyet glicemie glycaemia secer_u_krvi gula_darah סוכר_בדם قند_خون",
    "glucose": "glukose glukoza glukoz glucosa glucosio glukoosi glikoz γλυκοζη glykozi الجلوكوز غلوكوز глюкози",
    "insulin": "insuline insulina inzulin insuliini insulinu insulindosis インスリン 胰岛素 인슐린 инсулин ινσουλινη "
    "insoulini الأنسولين أنسولين الإنسولين інсулін",
    "blood oxygen": "sauerstoffsattigung sauerstoffsaettigung blutsauerstoff zuurstofsaturatie saturation_oxygene "
    "saturacion_oxigeno saturacao_oxigenio saturazione_ossigeno saturacja_krwi saturacja_tlenem syremetning "
    "oksygenmetning syremattnad iltmatning iltmaetning happisaturaatio kan_oksijeni oksijen_saturasyonu sansohouwado "
    "xueyang 血氧 血氧饱和度 血中酸素 血中酸素濃度 酸素飽和度 산소포화도 혈중산소 κορεσμος_οξυγονου οξυγονο_αιματος "
    "koresmos_oxygonou تشبع_الأكسجين أكسجين_الدم الأكسجين_في_الدم насиченість_киснем рівень_кисню кисень_у_крові "
    "насыщение_кислородом nong_do_oxy oxy_mau do_bao_hoa_oxy veroxigen veroxigenszint oxigenszint saturatie_oxigen "
    "saturatia_oxigenului veren_happi veren_happipitoisuus zuurstofgehalte syresattning saturasi_oksigen",
    "body temperature": "korpertemperatur koerpertemperatur temperature_corporelle temperatura_corporal "
    "temperatura_corporea temperatura_ciala telesna_teplota lichaamstemperatuur kroppstemperatur kropstemperatur "
    "kehonlampo kehonlampotila vucut_isisi vucut_sicakligi testhomerseklet temperatura_corpului taion tiwen 体温 "
    "체온 θερμοκρασια_σωματος thermokrasia_somatos حرارة_الجسم درجة_حرارة_الجسم hararat_aljism температура_тіла "
    "температура_тела than_nhiet nhiet_do_co_the temperatura_corp ruumiinlampo ruumiin_lampotila kehon_lampo "
    "kroppstemp telesna_temperatura suhu_tubuh חום_גוף",
    "skin temperature": "hauttemperatur huidtemperatuur hudtemperatur hudtemp temperature_peau temperature_cutanee "
    "temperatura_piel temperatura_pele temperatura_pelle temperatura_cutanea temperatura_skory ihon_lampotila "
    "cilt_sicakligi hifu_ondo 皮膚温 皮膚温度 皮肤温度 피부온도 θερμοκρασια_δερματος حرارة_الجلد температура_шкіри "
    "температура_кожи nhiet_do_da temperatura_pielii borhomerseklet ihon_lampo",
    "skin deviation": "hud_avvik hud_avvikelse hud_afvigelse haut_abweichung",
    "skin temperature deviation": "hauttemperaturabweichung hudtemperaturavvik hudtempavvik",
    "basal temperature": "basaltemperatur aufwachtemperatur basale_temperatuur temperatura_basal temperature_basale "
    "temperatura_basale 基礎体温 基础体温 βασικη_θερμοκρασια الحرارة_القاعدية базальна_температура "
    "базальная_температура temperatura_bazala bazalis_homerseklet",
    "fever": "fieber fiebre febbre fievre koorts feber febre goraczka horecka kuume лихорадка πυρετος pyretos الحمى "
    "гарячка febra",
    "body weight": "korpergewicht koerpergewicht lichaamsgewicht peso_corporal peso_corporeo poids_corporel "
    "masa_ciala waga_ciala telesna_hmotnost kroppsvekt kropsvaegt kropsvægt kroppsvikt kehonpaino vucut_agirligi "
    "testsuly greutate_corporala tai_juu taijuu tizhong 体重 체중 몸무게 βαρος_σωματος σωματικο_βαρος varos_somatos "
    "وزن_الجسم вага_тіла маса_тіла масса_тела вес_тела trong_luong_co_the ruumiinpaino testtomeg telesna_tezina "
    "berat_badan משקל_גוף وزن_بدن",
    "weight": "gewicht poids hmotnost greutate agirlik can_nang βαρος varos الوزن alwazn вага вес paino suly tezina "
    "vikt",
    "body fat": "korperfett koerperfett korperfettanteil koerperfettanteil lichaamsvet grasa_corporal masse_grasse "
    "massa_grassa gordura_corporal tkanka_tluszczowa telesny_tuk kroppsfett kropsfedt kehonrasva vucut_yagi testzsir "
    "taishibou taishibouritsu tizhi tizhilv 体脂肪 体脂肪率 体脂 体脂率 체지방 체지방률 σωματικο_λιπος دهون_الجسم "
    "жир_тіла жирова_маса жировая_масса mo_co_the luong_mo grasime_corporala",
    "body height": "korpergrosse koerpergroesse koerpergrosse lichaamslengte estatura kroppslangd vucut_boyu "
    "testmagassag shinchou shengao 身長 身高 신장키 υψος_σωματος inaltime ruumiinpituus",
    "respiratory rate": "atemfrequenz ademhalingsfrequentie ademfrequentie frequence_respiratoire "
    "frecuencia_respiratoria frequenza_respiratoria frequencia_respiratoria czestosc_oddechow dechova_frekvence "
    "andningsfrekvens respirasjonsfrekvens pustefrekvens pust_min respirationsfrekvens hengitystaajuus solunum_hizi "
    "frecventa_respiratorie legzesszam kokyuusuu kokyuu_suu huxilv huxi_pinlv 呼吸数 呼吸频率 呼吸率 호흡수 "
    "αναπνευστικος_ρυθμος ρυθμος_αναπνοης معدل_التنفس معدل_تنفس частота_дихання частота_дыхания nhip_tho "
    "ritm_respirator hengitystiheys legzesfrekvencia ademritme atti_respiratori",
    "breaths": "atemzuege atemzuge ademhalingen respirations oddechy oddechow vejrtraekninger hengitykset 호흡 "
    "αναπνοες anapnoes أنفاس andetag respiratii",
    "menstrual cycle day": "zyklustag cyclusdag jour_cycle dia_ciclo giorno_ciclo dzien_cyklu den_cyklu syklusdag "
    "kiertopaiva ημερα_κυκλου imera_kyklou يوم_الدورة день_циклу день_цикла ngay_chu_ky ziua_ciclului zi_ciclu "
    "ciklusnap ciklus_napja cykeldag kierron_paiva",
    "menstrual cycle start": "inizio_ciclo inicio_ciclo debut_cycle zyklusstart zyklusbeginn cykelstart syklusstart "
    "cyclusstart poczatek_cyklu zacatek_cyklu kierron_alku mens_start mensstart",
    "menstrual cycle length": "cykellangd sykluslengde cycluslengte lengte_cyclus dlugosc_cyklu delka_cyklu "
    "kierron_pituus durata_ciclo zykluslange zykluslaenge duree_cycle cykluslangde ciclo_duracion duracion_ciclo "
    "διαρκεια_κυκλου طول_الدورة тривалість_циклу длина_цикла do_dai_chu_ky durata_ciclului cikluslhossz "
    "ciklus_hossza lunghezza_ciclo",
    "menstruation": "regelblutung periodenblutung menstruacion mestruazione mestruazioni menstruacao menstruacja "
    "miesiaczka menstruace menstruatie kuukautiset adet_donemi adet_baslangici seiri seiribi seiri_kaishi yuejing "
    "月经 月経 生理 生理開始日 생리 월경 менструация εμμηνος_ρυση εμμηνορροια emminos_rysi الحيض الطمث менструація "
    "місячні месячные kinh_nguyet hanh_kinh menstruatia menstruacio menzesz haid menstruasi menstruacija",
    "ovulation": "eisprung ovulacion ovulazione ovulacao owulacja ovulace eisprungtag agglossning eggløsning "
    "egglosning ovulaatio yumurtlama hairan pailuan 排卵日 排卵 배란 배란일 овуляция ωορρηξια oorrixia الإباضة إباضة "
    "овуляція rung_trung ovulatie ovulatia",
    "mood": "stimmung stimmungswert humeur gemutszustand gemuetszustand befinden estado_animo estado_de_animo "
    "estado_humor umore stato_umore nastroj samopoczucie nalada humør humoer mieliala ruh_hali dispozitie hangulat "
    "gemoedstoestand stemmingsscore kibun xinqing 気分 心情 기분 настроение διαθεση diathesi المزاج مزاج "
    "الحالة_المزاجية almazaj mazaj mizaj настрій настрою tam_trang dispozitia stare_de_spirit starea_de_spirit "
    "kedelyallapot suasana_hati raspolozenje מצב_רוח",
    "stress": "estres stres stresu stressi stressniveau stressniva stressnivå stressipegel stressitaso nivel_estres "
    "stresszint ストレス 스트레스 стресс αγχος agchos agxos التوتر الإجهاد стрес cang_thang",
    "sleep": "schlaf sommeil sueno sonno slaap søvn sovn somn uyku alvas suimin shuimian 睡眠 수면 сон υπνος ypnos "
    "النوم نوم alnawm nawm noum giac_ngu שינה",
    "sleep duration": "schlafdauer schlafzeit duree_sommeil horas_sueno horas_sono ore_sonno slaapduur czas_snu "
    "dlugosc_snu delka_spanku sovntid sovnlengde somntid unen_kesto uyku_suresi suiminjikan suimin_jikan 睡眠時間 "
    "睡眠时长 睡眠时间 수면시간 διαρκεια_υπνου ωρες_υπνου diarkeia_ypnou ores_ypnou ساعات_النوم عدد_ساعات_النوم "
    "مدة_النوم ساعات_نوم saat_alnawm saat_nawm nawm_saat тривалість_сну години_сну длительность_сна "
    "продолжительность_сна часы_сна thoi_gian_ngu thoi_luong_ngu so_gio_ngu ore_somn ore_de_somn durata_somn "
    "durata_somnului alvasido alvas_ido alvasi_ido unen_pituus uniaika nukuttu_aika somnlangd somntimmar "
    "sovda_timmar uren_slaap slaapuren ore_di_sonno durata_sonno durasi_tidur jam_tidur שעות_שינה",
    "sleep score": "schlafwert schlafscore slaapscore puntaje_sueno puntuacion_sueno score_sommeil sovnscore "
    "uyku_puani 睡眠スコア 睡眠得分 βαθμολογια_υπνου نتيجة_النوم оцінка_сну оценка_сна diem_giac_ngu scor_somn "
    "alvaspontszam unipisteet somnpoang punteggio_sonno",
    "sleep quality": "schlafqualitat schlafqualitaet slaapkwaliteit qualite_sommeil calidad_sueno qualidade_sono "
    "qualita_sonno jakosc_snu kvalita_spanku sovnkvalitet somnkvalitet unen_laatu uyku_kalitesi 睡眠質 睡眠质量 "
    "ποιοτητα_υπνου جودة_النوم якість_сну качество_сна chat_luong_giac_ngu calitate_somn calitatea_somnului "
    "alvasminoseg",
    "deep sleep": "tiefschlaf sommeil_profond sueno_profundo sonno_profondo sono_profundo diepe_slaap sen_gleboki "
    "hluboky_spanek dyp_sovn dyb_sovn djupsomn djup_somn syva_uni derin_uyku fukai_nemuri shenshui djupsovn 深睡 "
    "深い睡眠 深睡眠 βαθυς_υπνος vathys_ypnos النوم_العميق نوم_عميق глибокий_сон глубокий_сон ngu_sau somn_profund "
    "melyalvas mely_alvas",
    "light sleep": "leichtschlaf sommeil_leger sueno_ligero sonno_leggero sono_leve lichte_slaap sen_plytki "
    "lehky_spanek lett_sovn latt_somn kevyt_uni hafif_uyku qianshui lattsomn lettsovn 浅睡 浅い睡眠 浅睡眠 "
    "ελαφρυς_υπνος elafrys_ypnos النوم_الخفيف نوم_خفيف легкий_сон поверхневий_сон ngu_nong ngu_nhe somn_usor "
    "felszines_alvas konnyu_alvas",
    "bedtime": "schlafenszeit zubettgehzeit bedtijd leggetid sengetid laggdags nukkumaanmeno yatis_saati 就寝時刻 "
    "就寝時間 入睡时间 ωρα_υπνου ora_ypnou وقت_النوم موعد_النوم час_засинання время_засыпания gio_di_ngu ora_culcare "
    "ora_de_culcare lefekves_ideje nukkumaanmenoaika sanggaende",
    "wake up time": "aufwachzeit aufstehzeit opstaan_tijd hora_despertar heure_reveil oppvakning opvagning herataika "
    "uyanma_saati 起床時刻 起床时间 ωρα_ξυπνηματος ωρα_αφυπνισης ora_afypnisis وقت_الاستيقاظ час_пробудження "
    "время_пробуждения gio_thuc_day ora_trezire ora_de_trezire ebredes_ideje uppvakning ora_risveglio",
    "diagnosis": "diagnostico diagnostique diagnose diagnosen rozpoznanie diagnoza diagnozy diagnos teshis tanisi "
    "tani_kodu diagnoosi shindanmei zhenduan 진단명 진단 诊断 診断 診断名 病名 диагноз διαγνωση diagnosi تشخيص "
    "التشخيص діагноз chan_doan diagnosticul diagnozis",
    "symptoms": "sintomas sintomi symptome symptomes symptomer symptomen objawy dolegliwosci priznaky belirtiler "
    "oireet tunetek simptome shoujou zhengzhuang 증상 症状 симптомы συμπτωματα symptomata الأعراض أعراض симптомів "
    "trieu_chung simptomi gejala",
    "complaints": "beschwerden klachten",
    "medication": "medikament medikamente medikation medicamento medicamentos medicaments medicament medicatie "
    "medicijn medicijnen arznei arzneimittel leki lekarstwo lekarstwa leky lekarstvi farmaco farmaci remedio "
    "remedios medicin medisin medisiner mediciner laake laakkeet ladkkeet gyogyszer gyogyszerek medicamente ilac "
    "ilaclar okusuri kusuri fukuyaku yaopin yongyao 복용약 약물 薬 お薬 服薬 药物 药品 用药 лекарства лекарство "
    "препарат φαρμακο φαρμακα farmako farmaka الدواء دواء الأدوية aldawaa ліки ten_thuoc thuoc_uong medicamentul "
    "gyogyszernev lakemedel laakkeen_nimi lijek lijekovi תרופה",
    "dose": "dosis dosierung dawka davka davkovani doz doza annos annostus adag dosering posologie posologia 用量 "
    "剂量 投与量 용량 доза дозировка δοση الجرعة جرعة дозування lieu_luong lieu_dung adagolas laakeannos",
    "taken": "eingenommen ingenomen przyjeto wzieto wzieta zazyto uzito tatt taget otettu alindi icildi εληφθη ελαβε "
    "παρθηκε elifthi تم_التناول تم_تناوله أخذ прийнято принято da_uong luat beveve bevett inntatt intagen tomado "
    "tomada",
    "allergy": "allergie allergien alergia alergias alergie alerji alerjiler allergia allergiat allergi allergier "
    "arerugi 알레르기 过敏史 过敏 アレルギー аллергия аллергии αλλεργια αλλεργιες алергія алергії di_ung alergii",
    "pregnancy": "schwangerschaft schwanger embarazo embarazada gravidez grossesse enceinte gravidanza ciaza "
    "tehotenstvi zwangerschap zwanger svangerskap gravid graviditet raskaus terhesseg hamilelik hamile gebelik "
    "ninshin huaiyun 임신 怀孕 妊娠 беременность беременна εγκυμοσυνη egkymosyni вагітність вагітна thai_ky "
    "mang_thai trudnoca kehamilan הריון",
    "pregnancy week": "schwangerschaftswoche semana_embarazo semanas_embarazo semana_gestacion semanas_gestacion "
    "semana_gestacao semanas_gestacao semaine_grossesse semaines_grossesse semaines_amenorrhee settimana_gravidanza "
    "settimane_gravidanza zwangerschapsweek tydzien_ciazy tyden_tehotenstvi svangerskapsuke graviditetsuge "
    "gravidvecka graviditetsvecka raskausviikko gebelik_haftasi hamilelik_haftasi terhessegi_het saptamana_sarcina "
    "ninshin_shuu ninshin_shuusuu ninshin_week yunzhou huaiyun_zhou 妊娠週数 妊娠週 孕周 임신주수 임신주차 "
    "неделя_беременности εβδομαδα_κυησης εβδομαδα_εγκυμοσυνης أسبوع_الحمل тиждень_вагітності tuan_thai "
    "saptamana_de_sarcina",
    "pregnancy due date": "entbindungstermin geburtstermin errechneter_termin fecha_parto fecha_probable_parto "
    "data_parto data_provavel_parto date_accouchement data_presunta_parto uitgerekende_datum termin_porodu "
    "data_porodu datum_porodu termindato forlosningsdato beraknad_forlossning laskettu_aika tahmini_dogum "
    "dogum_tarihi_tahmini shussan_yotei shussan_yoteibi yuchanqi yuchan_qi 出産予定日 分娩予定日 预产期 출산예정일 "
    "ημερομηνια_τοκετου موعد_الولادة تاريخ_الولادة_المتوقع дата_пологів дата_родов ngay_du_sinh "
    "data_estimata_nasterii szules_varhato_ideje",
    "disability": "behinderung discapacidad niepelnosprawnosc 장애등급",
    "blood type": "blutgruppe bloedgroep groupe_sanguin grupo_sanguineo tipo_sanguineo gruppo_sanguigno grupa_krwi "
    "krevni_skupina blodtype blodgrupp veriryhma kan_grubu vercsoport ketsuekigata xuexing 혈액형 血型 血液型 "
    "группа_крови ομαδα_αιματος فصيلة_الدم група_крові nhom_mau grupa_sanguina grupa_sange",
    "pain level": "schmerzstarke schmerzstaerke schmerzlevel schmerz schmerzen douleur douleurs dolore dolori "
    "smerter smarta kipu fajdalom 痛み 疼痛 통증 боль πονος الألم ألم біль muc_do_dau durere pijn pijnscore "
    "pijnniveau smartniva",
    "steps": "schritte schrittzahl schrittzaehler schrittzahler pasos stappen passos krokow kroky skritt skridt "
    "askeleet askelmaara adim adım adimlar adim_sayisi lepesszam lepesek nombre_pas nombre_de_pas numero_passi "
    "numero_pasos hosuu bushu 步数 歩数 걸음수 걸음 шаги βηματα vimata الخطوات خطوات عدد_الخطوات khutuwat alkhutuwat "
    "кроки кроків кількість_кроків количество_шагов so_buoc so_buoc_chan buoc_chan pasi numar_pasi numar_de_pasi "
    "langkah jumlah_langkah koraci צעדים",
    "today": "heute hoy vandaag oggi hoje dzisiaj dzis dnes bugun idag tanaan aujourdhui 今日 σημερα сьогодні "
    "сегодня hom_nay azi astazi",
    "daily goal": "tagesziel dagdoel meta_diaria objetivo_diario objectif_jour objectif_quotidien "
    "obiettivo_giornaliero cel_dzienny denni_cil dagsmal gunluk_hedef paivatavoite 目標歩数 ημερησιος_στοχος "
    "الهدف_اليومي щоденна_ціль денна_ціль дневная_цель muc_tieu_ngay obiectiv_zilnic tinta_zilnica napi_cel",
    "step goal": "schrittziel stappendoel skrittmal stegmal askeltavoite adim_hedefi cel_krokow objectif_pas "
    "meta_pasos objetivo_pasos meta_passos obiettivo_passi στοχος_βηματων هدف_الخطوات ціль_кроків цель_шагов "
    "muc_tieu_buoc muc_tieu_buoc_chan obiectiv_pasi lepescel",
    "calories burned": "kalorienverbrauch verbrannte_kalorien calories_brulees calorias_quemadas calorie_bruciate "
    "spalone_kalorie yakilan_kalori 消費カロリー 消耗热量 消耗卡路里 θερμιδες_που_καηκαν السعرات_المحروقة "
    "спалені_калорії сожженные_калории calo_tieu_hao calorii_arse elegetett_kaloria",
    "sport": "sportart deporte desporto urheilulaji discipline_sportive dyscyplina αθλημα الرياضة mon_the_thao "
    "sportag",
    "activity type": "aktivitatsart aktivitaetsart tipo_actividad tipo_attivita tipo_atividade type_activite "
    "typ_aktywnosci aktivitetstype aktivitetstyp typ_aktivity aktiviteettityyppi aktivite_turu tip_activitate "
    "運動種類 运动类型 운동종류 ειδος_ασκησης نوع_النشاط نوع_التمرين вид_спорту вид_активності вид_спорта "
    "loai_hoat_dong loai_bai_tap mozgasforma tip_antrenament",
    "workout": "trainingseinheit entrenamiento allenamento treino entrainement trening trenink treeni antrenman "
    "antrenament edzes traening træning traningspass treningsokt 训练 トレーニング тренировка προπονηση proponisi "
    "тренування buoi_tap",
    "distance": "distanz distancia distanza odleglosc vzdalenost avstand afstand mesafe distanta kyori juli 距離 "
    "距离 거리 дистанция αποσταση apostasi المسافة مسافة відстань расстояние quang_duong khoang_cach tavolsag",
    "calories": "kalorien kalorier calorias kalorie kalorii kalorit kalori kaloria karorii kaluli カロリー 卡路里 "
    "칼로리 калории θερμιδες thermides السعرات السعرات_الحرارية سعرات калорії calo luong_calo calorii",
    "active minutes": "aktivminuten aktive_minuten minutos_activos minutos_ativos minuti_attivi minutes_actives "
    "minuty_aktywnosci aktiva_minuter aktive_minutter aktiivisuusminuutit",
    "start time": "startzeit startzeitpunkt hora_inicio heure_debut ora_inizio starttid begintijd godzina_startu "
    "baslangic_zamani alkuaika kaishi_jikan 開始時刻 开始时间",
    "end time": "endzeit hora_fin hora_fim heure_fin ora_fine sluttid eindtijd bitis_zamani loppuaika 終了時刻 "
    "结束时间",
    "headache": "kopfschmerz kopfschmerzen hoofdpijn mal_de_tete dolor_de_cabeza mal_di_testa dor_de_cabeca cefalea "
    "bol_glowy bole_glowy bolest_hlavy huvudvark hodepine hovedpine paansarky bas_agrisi durere_de_cap fejfajas "
    "zutsuu touteng 頭痛 头痛 두통 головная_боль πονοκεφαλος ponokefalos صداع الصداع головний_біль dau_dau",
    "migraine": "migraene migrane migrana jaqueca emicrania enxaqueca migrena migreen migren migren_atagi henzutsuu "
    "片頭痛 偏头痛 편두통 мигрень ημικρανια imikrania мігрень dau_nua_dau",
    "cough": "husten toux tosse kaszel kasel hosta hoste yska oksuruk kohoges seki 咳 咳嗽 기침 кашель βηχας سعال "
    "السعال tuse",
    "nausea": "ubelkeit uebelkeit nausees nausees_matin nudnosci nevolnost illamaende kvalme pahoinvointi "
    "mide_bulantisi greata hanyinger hakike 吐き気 恶心 메스꺼움 тошнота ναυτια غثيان الغثيان нудота тошноты "
    "buon_non greturi",
    "dizziness": "schwindel vertiges vertige mareo mareos capogiri tontura zawroty_glowy zavrate yrsel svimmelhed "
    "svimmelhet huimaus bas_donmesi ameteala szedules memai 眩暈 头晕 어지러움 головокружение ζαλη دوخة الدوخة "
    "запаморочення chong_mat",
    "cholesterol": "colesterol cholesterin colesterolo kolesterol kolesteroli koleszterin コレステロール 胆固醇 "
    "콜레스테롤 холестерин χοληστερινη χοληστερολη xolisterini الكوليسترول كوليسترول холестерол",
    "triglycerides": "triglyceride trigliceridos trigliceridi triglycerider triglyserider trojglicerydy triglyceridy "
    "trigliserit trigliseritler triglyseridit 甘油三酯 中性脂肪 триглицериды τριγλυκεριδια الدهون_الثلاثية "
    "тригліцериди",
    "hemoglobin": "hamoglobin haemoglobin hemoglobina emoglobina hemoglobine hemoglobiini hemoglobinas ヘモグロビン "
    "血红蛋白 гемоглобин αιμοσφαιρινη الهيموغلوبين гемоглобіну гемоглобін huyet_sac_to",
    "creatinine": "kreatinin creatinina kreatynina kreatiniini kreatininas 肌酐 クレアチニン креатинин κρεατινινη "
    "الكرياتينين креатинін",
    "ferritin": "ferritina ferritine ferrytyna feritin ferritiini フェリチン 铁蛋白 ферритин φερριτινη الفيريتين "
    "феритин",
    "last period": "ultima_regla ultima_menstruacion ultima_menstruacao ultima_mestruazione dernieres_regles "
    "letzte_periode letzte_regel letzte_blutung laatste_menstruatie ostatnia_miesiaczka posledni_menstruace "
    "sista_mens siste_mens sidste_menstruation viimeiset_kuukautiset son_adet utolso_menstruacio saigo_no_seiri "
    "最終月経 末次月经 마지막생리 τελευταια_περιοδος آخر_حيض آخر_دورة_شهرية остання_менструація останні_місячні "
    "последние_месячные ky_kinh_cuoi ultima_menstruatie ultimo_ciclo_mestruale",
    "oxygen": "οξυγονο oxygono الأكسجين кисень",
    "saturation": "κορεσμος koresmos сатурація сатурация",
    "respiration": "αναπνοη anapnoi التنفس дихання ademhaling andning legzes respiratie hengitys",
    "price": "ціна السعر سعر don_gia gia_ban pret tsina cijena",
    "product": "товар товари προιον proion المنتج منتج san_pham proizvod termek tuote",
    "material": "المادة матеріал материал vat_lieu υλικο",
    "activity": "активність активность النشاط نشاط δραστηριοτητα hoat_dong activitate tevekenyseg aktiviteetti "
    "aktivitet aktiviteit",
    "duration": "المدة مدة διαρκεια diarkeia тривалість thoi_luong thoi_gian_tap продолжительность",
    "average": "atlag atlagos keskimaarainen genomsnitt genomsnittlig prumerna prumerny середній середня μεσος μεση "
    "μεσοι متوسط trung_binh",
}  # fmt: skip
