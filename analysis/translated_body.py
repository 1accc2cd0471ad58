"""What readings of the body, illnesses and sports are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    "heart rate": "herzfrequenz hartslag hartfrequentie frequence_cardiaque frecuencia_cardiaca frequenza_cardiaca "
    "frequencia_cardiaca ritmo_cardiaco rythme_cardiaque battito_cardiaco batimentos_cardiacos tepova_frekvence "
    "srdecni_tep kalp_atisi kalp_hizi nabiz syke sykkeet hjertefrekvens hjartfrekvens hjerterytme szivritmus "
    "pulzusszam frecventa_cardiaca shinpaku shinpakusuu shinpaku_suu xinlv xin_lv 心率 心拍 心拍数 심박수 심박 "
    "心跳 心跳次数 чсс",
    "pulse": "puls pouls pulso tetno pulzus nadi пульс 脈拍 脉搏 맥박",
    "resting pulse": "ruhepuls hvilepuls vilopuls leposyke rusthartslag rustpols tetno_spoczynkowe pouls_repos "
    "pulso_reposo fc_reposo fc_repos",
    "systolic": "systolisch systolique sistolica sistolico systolisk systolinen systoliczne skurczowe systolicky "
    "systolicka sistolik szisztoles bovendruk ylapaine saikou_ketsuatsu shousuoya 收缩压 最高血圧 収縮期血圧 "
    "수축기 수축기혈압 систолическое",
    "diastolic": "diastolisch diastolique diastolica diastolico diastolisk diastolinen diastoliczne rozkurczowe "
    "diastolicky diastolicka diastolik diasztoles onderdruk alapaine saitei_ketsuatsu shuzhangya 舒张压 最低血圧 "
    "拡張期血圧 이완기 이완기혈압 диастолическое",
    "blood pressure": "blutdruck bloeddruk tension_arterielle pression_arterielle tension_arterial "
    "presion_arterial pressao_arterial pressione_arteriosa pressione_sanguigna cisnienie_krwi cisnienie_tetnicze "
    "krevni_tlak blodtryk blodtryck blodtrykk verenpaine tansiyon kan_basinci tensiune_arteriala vernyomas "
    "ketsuatsu xueya 血压 血圧 혈압 давление_крови",
    "blood glucose": "blutzucker blutzuckerwert blutglukose bloedsuiker bloedglucose glycemie glucemia glicemia "
    "glykemie glikemia glykemia poziom_cukru cukier_krwi krevni_cukr blodsukker blodsocker verensokeri kan_sekeri "
    "vercukor kettou kettouchi xuetang 血糖 血糖値 血糖值 혈당 혈당치 глюкоза сахар_крови",
    "glucose": "glukose glukoza glukoz glucosa glucosio glukoosi glikoz",
    "insulin": "insuline insulina inzulin insuliini insulinu insulindosis インスリン 胰岛素 인슐린 инсулин",
    "blood oxygen": "sauerstoffsattigung sauerstoffsaettigung blutsauerstoff zuurstofsaturatie saturation_oxygene "
    "saturacion_oxigeno saturacao_oxigenio saturazione_ossigeno saturacja_krwi saturacja_tlenem syremetning "
    "oksygenmetning syremattnad iltmatning iltmaetning happisaturaatio kan_oksijeni oksijen_saturasyonu "
    "sansohouwado xueyang 血氧 血氧饱和度 血中酸素 血中酸素濃度 酸素飽和度 산소포화도 혈중산소",
    "body temperature": "korpertemperatur koerpertemperatur temperature_corporelle temperatura_corporal "
    "temperatura_corporea temperatura_ciala telesna_teplota lichaamstemperatuur kroppstemperatur kropstemperatur "
    "kehonlampo kehonlampotila vucut_isisi vucut_sicakligi testhomerseklet temperatura_corpului taion tiwen 体温 "
    "체온",
    "skin temperature": "hauttemperatur huidtemperatuur hudtemperatur hudtemp temperature_peau temperature_cutanee "
    "temperatura_piel temperatura_pele temperatura_pelle temperatura_cutanea temperatura_skory ihon_lampotila "
    "cilt_sicakligi hifu_ondo 皮膚温 皮膚温度 皮肤温度 피부온도",
    "skin deviation": "hud_avvik hud_avvikelse hud_afvigelse haut_abweichung",
    "skin temperature deviation": "hauttemperaturabweichung hudtemperaturavvik hudtempavvik",
    "basal temperature": "basaltemperatur aufwachtemperatur basale_temperatuur temperatura_basal "
    "temperature_basale temperatura_basale 基礎体温 基础体温",
    "fever": "fieber fiebre febbre fievre koorts feber febre goraczka horecka kuume лихорадка",
    "body weight": "korpergewicht koerpergewicht lichaamsgewicht peso_corporal peso_corporeo poids_corporel "
    "masa_ciala waga_ciala telesna_hmotnost kroppsvekt kropsvaegt kropsvægt kroppsvikt kehonpaino vucut_agirligi "
    "testsuly greutate_corporala tai_juu taijuu tizhong 体重 체중 몸무게",
    "weight": "gewicht poids hmotnost greutate agirlik",
    "body fat": "korperfett koerperfett korperfettanteil koerperfettanteil lichaamsvet grasa_corporal masse_grasse "
    "massa_grassa gordura_corporal tkanka_tluszczowa telesny_tuk kroppsfett kropsfedt kehonrasva vucut_yagi "
    "testzsir taishibou taishibouritsu tizhi tizhilv 体脂肪 体脂肪率 体脂 体脂率 체지방 체지방률",
    "body height": "korpergrosse koerpergroesse koerpergrosse lichaamslengte estatura kroppslangd vucut_boyu "
    "testmagassag shinchou shengao 身長 身高 신장키",
    "respiratory rate": "atemfrequenz ademhalingsfrequentie ademfrequentie frequence_respiratoire "
    "frecuencia_respiratoria frequenza_respiratoria frequencia_respiratoria czestosc_oddechow dechova_frekvence "
    "andningsfrekvens respirasjonsfrekvens pustefrekvens pust_min respirationsfrekvens hengitystaajuus "
    "solunum_hizi frecventa_respiratorie legzesszam kokyuusuu kokyuu_suu huxilv huxi_pinlv 呼吸数 呼吸频率 呼吸率 "
    "호흡수",
    "breaths": "atemzuege atemzuge ademhalingen respirations oddechy oddechow vejrtraekninger hengitykset 호흡",
    "menstrual cycle day": "zyklustag cyclusdag jour_cycle dia_ciclo giorno_ciclo dzien_cyklu den_cyklu syklusdag "
    "kiertopaiva",
    "menstrual cycle start": "inizio_ciclo inicio_ciclo debut_cycle zyklusstart zyklusbeginn cykelstart "
    "syklusstart cyclusstart poczatek_cyklu zacatek_cyklu kierron_alku mens_start mensstart",
    "menstrual cycle length": "cykellangd sykluslengde cycluslengte lengte_cyclus dlugosc_cyklu delka_cyklu "
    "kierron_pituus durata_ciclo zykluslange zykluslaenge duree_cycle cykluslangde ciclo_duracion duracion_ciclo",
    "menstruation": "regelblutung periodenblutung menstruacion mestruazione mestruazioni menstruacao menstruacja "
    "miesiaczka menstruace menstruatie kuukautiset adet_donemi adet_baslangici seiri seiribi seiri_kaishi yuejing "
    "月经 月経 生理 生理開始日 생리 월경 менструация",
    "ovulation": "eisprung ovulacion ovulazione ovulacao owulacja ovulace eisprungtag agglossning eggløsning "
    "egglosning ovulaatio yumurtlama hairan pailuan 排卵日 排卵 배란 배란일 овуляция",
    "mood": "stimmung stimmungswert humeur gemutszustand gemuetszustand befinden estado_animo estado_de_animo "
    "estado_humor umore stato_umore nastroj samopoczucie nalada humør humoer mieliala ruh_hali dispozitie hangulat "
    "gemoedstoestand stemmingsscore kibun xinqing 気分 心情 기분 настроение",
    "stress": "estres stres stresu stressi stressniveau stressniva stressnivå stressipegel stressitaso "
    "nivel_estres stresszint ストレス 스트레스 стресс",
    "sleep": "schlaf sommeil sueno sonno slaap søvn sovn somn uyku alvas suimin shuimian 睡眠 수면 сон",
    "sleep duration": "schlafdauer schlafzeit duree_sommeil horas_sueno horas_sono ore_sonno slaapduur czas_snu "
    "dlugosc_snu delka_spanku sovntid sovnlengde somntid unen_kesto uyku_suresi suiminjikan suimin_jikan 睡眠時間 "
    "睡眠时长 睡眠时间 수면시간",
    "sleep score": "schlafwert schlafscore slaapscore puntaje_sueno puntuacion_sueno score_sommeil sovnscore "
    "uyku_puani 睡眠スコア 睡眠得分",
    "sleep quality": "schlafqualitat schlafqualitaet slaapkwaliteit qualite_sommeil calidad_sueno qualidade_sono "
    "qualita_sonno jakosc_snu kvalita_spanku sovnkvalitet somnkvalitet unen_laatu uyku_kalitesi 睡眠質 睡眠质量",
    "deep sleep": "tiefschlaf sommeil_profond sueno_profundo sonno_profondo sono_profundo diepe_slaap sen_gleboki "
    "hluboky_spanek dyp_sovn dyb_sovn djupsomn djup_somn syva_uni derin_uyku fukai_nemuri shenshui djupsovn 深睡 "
    "深い睡眠 深睡眠",
    "light sleep": "leichtschlaf sommeil_leger sueno_ligero sonno_leggero sono_leve lichte_slaap sen_plytki "
    "lehky_spanek lett_sovn latt_somn kevyt_uni hafif_uyku qianshui lattsomn lettsovn 浅睡 浅い睡眠 浅睡眠",
    "bedtime": "schlafenszeit zubettgehzeit bedtijd leggetid sengetid laggdags nukkumaanmeno yatis_saati 就寝時刻 "
    "就寝時間 入睡时间",
    "wake up time": "aufwachzeit aufstehzeit opstaan_tijd hora_despertar heure_reveil oppvakning opvagning "
    "herataika uyanma_saati 起床時刻 起床时间",
    "diagnosis": "diagnostico diagnostique diagnose diagnosen rozpoznanie diagnoza diagnozy diagnos teshis tanisi "
    "tani_kodu diagnoosi shindanmei zhenduan 진단명 진단 诊断 診断 診断名 病名 диагноз",
    "symptoms": "sintomas sintomi symptome symptomes symptomer symptomen objawy dolegliwosci priznaky belirtiler "
    "oireet tunetek simptome shoujou zhengzhuang 증상 症状 симптомы",
    "complaints": "beschwerden klachten",
    "medication": "medikament medikamente medikation medicamento medicamentos medicaments medicament medicatie "
    "medicijn medicijnen arznei arzneimittel leki lekarstwo lekarstwa leky lekarstvi farmaco farmaci remedio "
    "remedios medicin medisin medisiner mediciner laake laakkeet ladkkeet gyogyszer gyogyszerek medicamente ilac "
    "ilaclar okusuri kusuri fukuyaku yaopin yongyao 복용약 약물 薬 お薬 服薬 药物 药品 用药 лекарства лекарство "
    "препарат",
    "dose": "dosis dosierung dawka davka davkovani doz doza annos annostus adag dosering posologie posologia 用量 "
    "剂量 投与量 용량 доза дозировка",
    "taken": "eingenommen ingenomen przyjeto wzieto wzieta zazyto uzito tatt taget otettu alindi icildi",
    "allergy": "allergie allergien alergia alergias alergie alerji alerjiler allergia allergiat allergi allergier "
    "arerugi 알레르기 过敏史 过敏 アレルギー аллергия аллергии",
    "pregnancy": "schwangerschaft schwanger embarazo embarazada gravidez grossesse enceinte gravidanza ciaza "
    "tehotenstvi zwangerschap zwanger svangerskap gravid graviditet raskaus terhesseg hamilelik hamile gebelik "
    "ninshin huaiyun 임신 怀孕 妊娠 беременность беременна",
    "pregnancy week": "schwangerschaftswoche semana_embarazo semanas_embarazo semana_gestacion semanas_gestacion "
    "semana_gestacao semanas_gestacao semaine_grossesse semaines_grossesse semaines_amenorrhee "
    "settimana_gravidanza settimane_gravidanza zwangerschapsweek tydzien_ciazy tyden_tehotenstvi svangerskapsuke "
    "graviditetsuge gravidvecka graviditetsvecka raskausviikko gebelik_haftasi hamilelik_haftasi terhessegi_het "
    "saptamana_sarcina ninshin_shuu ninshin_shuusuu ninshin_week yunzhou huaiyun_zhou 妊娠週数 妊娠週 孕周 "
    "임신주수 임신주차 неделя_беременности",
    "pregnancy due date": "entbindungstermin geburtstermin errechneter_termin fecha_parto fecha_probable_parto "
    "data_parto data_provavel_parto date_accouchement data_presunta_parto uitgerekende_datum termin_porodu "
    "data_porodu datum_porodu termindato forlosningsdato beraknad_forlossning laskettu_aika tahmini_dogum "
    "dogum_tarihi_tahmini shussan_yotei shussan_yoteibi yuchanqi yuchan_qi 出産予定日 分娩予定日 预产期 출산예정일",
    "disability": "behinderung discapacidad niepelnosprawnosc 장애등급",
    "blood type": "blutgruppe bloedgroep groupe_sanguin grupo_sanguineo tipo_sanguineo gruppo_sanguigno grupa_krwi "
    "krevni_skupina blodtype blodgrupp veriryhma kan_grubu vercsoport ketsuekigata xuexing 혈액형 血型 血液型 "
    "группа_крови",
    "pain level": "schmerzstarke schmerzstaerke schmerzlevel schmerz schmerzen douleur douleurs dolore dolori "
    "smerter smarta kipu fajdalom 痛み 疼痛 통증 боль",
    "steps": "schritte schrittzahl schrittzaehler schrittzahler pasos stappen passos krokow kroky skritt skridt "
    "askeleet askelmaara adim adım adimlar adim_sayisi lepesszam lepesek nombre_pas nombre_de_pas numero_passi "
    "numero_pasos hosuu bushu 步数 歩数 걸음수 걸음 шаги",
    "today": "heute hoy vandaag oggi hoje dzisiaj dzis dnes bugun idag tanaan aujourdhui 今日",
    "daily goal": "tagesziel dagdoel meta_diaria objetivo_diario objectif_jour objectif_quotidien "
    "obiettivo_giornaliero cel_dzienny denni_cil dagsmal gunluk_hedef paivatavoite 目標歩数",
    "step goal": "schrittziel stappendoel skrittmal stegmal askeltavoite adim_hedefi cel_krokow objectif_pas "
    "meta_pasos objetivo_pasos meta_passos obiettivo_passi",
    "calories burned": "kalorienverbrauch verbrannte_kalorien calories_brulees calorias_quemadas calorie_bruciate "
    "spalone_kalorie yakilan_kalori 消費カロリー 消耗热量 消耗卡路里",
    "sport": "sportart deporte desporto urheilulaji discipline_sportive dyscyplina",
    "activity type": "aktivitatsart aktivitaetsart tipo_actividad tipo_attivita tipo_atividade type_activite "
    "typ_aktywnosci aktivitetstype aktivitetstyp typ_aktivity aktiviteettityyppi aktivite_turu tip_activitate "
    "運動種類 运动类型 운동종류",
    "workout": "trainingseinheit entrenamiento allenamento treino entrainement trening trenink treeni antrenman "
    "antrenament edzes traening træning traningspass treningsokt 训练 トレーニング тренировка",
    "distance": "distanz distancia distanza odleglosc vzdalenost avstand afstand mesafe distanta kyori juli 距離 "
    "距离 거리 дистанция",
    "calories": "kalorien kalorier calorias kalorie kalorii kalorit kalori kaloria karorii kaluli カロリー 卡路里 "
    "칼로리 калории",
    "active minutes": "aktivminuten aktive_minuten minutos_activos minutos_ativos minuti_attivi minutes_actives "
    "minuty_aktywnosci aktiva_minuter aktive_minutter aktiivisuusminuutit",
    "start time": "startzeit startzeitpunkt hora_inicio heure_debut ora_inizio starttid begintijd godzina_startu "
    "baslangic_zamani alkuaika kaishi_jikan 開始時刻 开始时间",
    "end time": "endzeit hora_fin hora_fim heure_fin ora_fine sluttid eindtijd bitis_zamani loppuaika 終了時刻 "
    "结束时间",
    "headache": "kopfschmerz kopfschmerzen hoofdpijn mal_de_tete dolor_de_cabeza mal_di_testa dor_de_cabeca "
    "cefalea bol_glowy bole_glowy bolest_hlavy huvudvark hodepine hovedpine paansarky bas_agrisi durere_de_cap "
    "fejfajas zutsuu touteng 頭痛 头痛 두통 головная_боль",
    "migraine": "migraene migrane migrana jaqueca emicrania enxaqueca migrena migreen migren migren_atagi "
    "henzutsuu 片頭痛 偏头痛 편두통 мигрень",
    "cough": "husten toux tosse kaszel kasel hosta hoste yska oksuruk kohoges seki 咳 咳嗽 기침 кашель",
    "nausea": "ubelkeit uebelkeit nausees nausees_matin nudnosci nevolnost illamaende kvalme pahoinvointi "
    "mide_bulantisi greata hanyinger hakike 吐き気 恶心 메스꺼움 тошнота",
    "dizziness": "schwindel vertiges vertige mareo mareos capogiri tontura zawroty_glowy zavrate yrsel svimmelhed "
    "svimmelhet huimaus bas_donmesi ameteala szedules memai 眩暈 头晕 어지러움 головокружение",
    "cholesterol": "colesterol cholesterin colesterolo kolesterol kolesteroli koleszterin コレステロール 胆固醇 "
    "콜레스테롤 холестерин",
    "triglycerides": "triglyceride trigliceridos trigliceridi triglycerider triglyserider trojglicerydy "
    "triglyceridy trigliserit trigliseritler triglyseridit 甘油三酯 中性脂肪 триглицериды",
    "hemoglobin": "hamoglobin haemoglobin hemoglobina emoglobina hemoglobine hemoglobiini hemoglobinas "
    "ヘモグロビン 血红蛋白 гемоглобин",
    "creatinine": "kreatinin creatinina kreatynina kreatiniini kreatininas 肌酐 クレアチニン креатинин",
    "ferritin": "ferritina ferritine ferrytyna feritin ferritiini フェリチン 铁蛋白 ферритин",
    "last period": "ultima_regla ultima_menstruacion ultima_menstruacao ultima_mestruazione dernieres_regles "
    "letzte_periode letzte_regel letzte_blutung laatste_menstruatie ostatnia_miesiaczka posledni_menstruace "
    "sista_mens siste_mens sidste_menstruation viimeiset_kuukautiset son_adet utolso_menstruacio saigo_no_seiri "
    "最終月経 末次月经 마지막생리",
}  # fmt: skip
