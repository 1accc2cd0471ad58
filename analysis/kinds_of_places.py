"""What lists of places that are open to all are named: shops, stations, stops, sights, in the languages of households."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
station stations fuel petrol oil gas store stores shop shops branch branches pharmacy pharmacies outlet outlets restaurant
restaurants hotel hotels atm atms dealer dealers clinics hospitals hospital library libraries museum museums garages
workshops chemists bakeries cafes cinemas parcelshops parking parkings lockers pickuppoints schools kindergartens doctors
churches banks huts refuges hotspots warehouses depots airports hospices campsites playgrounds pools swimmingpools gyms
monuments sights landmarks attractions theatres theaters stadiums supermarkets markets viewpoints beaches marinas harbours
chargers chargingstations chargepoints fountains toilets observatories lighthouses defibrillators webcams gauges busstops
tramstops

apotheke apotheken filiale filialen tankstellen schulen arzt aerzte stationen ladestationen ladepunkte ladesaeulen
haltestellen halte bahnhoefe kinos museen theater denkmaeler denkmaler sehenswuerdigkeiten geldautomaten bibliotheken
buechereien schwimmbaeder freibaeder spielplaetze parkhaeuser parkplaetze krankenhaeuser kliniken baeckereien supermaerkte
maerkte gaststaetten huetten campingplaetze messstationen messstellen pegel skigebiete straende kirchen aemter wahllokale
packstationen paketshops sternwarten leuchttuerme abholstellen briefkaesten wertstoffhoefe brunnen defis werkstaetten
haendler

pharmacie pharmacies magasins agences ecoles gares arrets bornes musees monuments theatres distributeurs bibliotheques
piscines hopitaux cliniques boulangeries supermarches marches auberges plages eglises mairies pointsrelais dechetteries
fontaines

farmacia farmacias sucursales tiendas escuelas estaciones paradas gasolineras museos cines cajeros bibliotecas piscinas
aparcamientos hospitales panaderias supermercados mercados restaurantes hoteles refugios playas iglesias ayuntamientos
electrolineras farmacie negozi scuole fermate stazioni colonnine distributori musei cinema teatri biblioteche piscine
parcheggi ospedali panetterie mercati ristoranti alberghi rifugi spiagge chiese comuni puntiritiro
lojas escolas estacoes postos hospitais praias igrejas

winkels scholen haltes laadpalen bioscopen musea theaters geldautomaat pinautomaten bibliotheken zwembaden
parkeergarages ziekenhuizen bakkers supermarkten stranden kerken afhaalpunten tankstations
apteki sklepy szkoly przystanki stacje kina muzea teatry bankomaty biblioteki baseny szpitale piekarnie restauracje
hotele schroniska plaze koscioly paczkomaty
lekarny obchody skoly zastavky stanice muzea divadla knihovny nemocnice restaurace
butiker butikker skoler skolor stoppesteder hallplatser holdeplasser ladestasjoner museer biblioteker apoteker apotek
sygehuse sykehus sjukhus ladestandere laddstationer pysakit kaupat apteekit latausasemat kirjastot
eczane eczaneler sube subeler okullar duraklar istasyonlar magazalar hastaneler restoranlar oteller
statii farmacii spitale gyogyszertarak boltok megallok allomasok iskolak

станции магазины аптеки остановки школы больницы кафе музеи заправки банкоматы
магазини магазинів зупинки школи лікарні бібліотеки музеї заправки банкомати відділення ресторани готелі поштомати
μουσεια καταστηματα στασεις σταθμοι φαρμακεια βενζιναδικα σχολεια νοσοκομεια βιβλιοθηκες ξενοδοχεια εστιατορια παραλιες
κινηματογραφοι υποκαταστηματα αξιοθεατα εκκλησιες
المحطات محطات المتاحف متاحف المتاجر متاجر الصيدليات صيدليات المدارس المستشفيات الفنادق المطاعم المساجد الفروع فروع المكتبات
المواقف حدائق المعالم
tramdung tramxebuyt tramxe cuahang nhathuoc truonghoc benhvien khachsan nhahang thuvien baotang tramxang tramsac chinhanh
muzeumok uzletek patikak korhazak konyvtarak ettermek toltoallomasok szallodak strandok jatszoterek
muzee scoli biserici biblioteci hoteluri restaurante benzinarii statiile magazinele
museot koulut sairaalat leikkipuistot uimarannat ravintolat hotellit
butikerna skolorna lekplatser badplatser sjukhus kyrkor restauranger bensinstationer
trgovine postaje lekarne ljekarne muzeji sole bolnice knjiznice restavracije restorani crpalke postajalisca stajalista
turbines windturbines windmills celltowers basestations speedcameras radary fotoradary blitzer radars embassies consulates
ambasade ambasady ambassades embajadas ambasciate botschaften pollingplaces pollingstations wrecks shipwrecks vineyards
wineries breweries lifts skilifts hissit

supermarkten speeltuinen apotheken zwembaden

店舗 店铺 駅 停留所 バス停 医院 病院 薬局 门店 门店列表 站点 车站 充电站 充电桩 药店 医院列表 매장 정류장 역 약국 충전소 병원
"""
KINDS: Final = frozenset(_WORDS.split())

# What is put up in the open for whoever needs it: one such thing is no more somebody's own than a list of them is.
_FOR_ALL: Final = """
defibrillator defibrillators aed aeds hydrant hydrants firehydrant firehydrants lifebuoy lifebuoys lifering liferings
ringbuoy ringbuoys drinkingfountain drinkingfountains waterfountain waterfountains publictoilet publictoilets benches
postboxes letterboxes phoneboxes payphones streetlights streetlamps streetlight litterbins recyclingpoints
recyclingbins milestones emergencyphones bikestands bikeracks

hydranten defibrillatoren trinkbrunnen toiletten notrufsaeule notrufsaeulen notrufsaule notrufsaulen glascontainer
papierkoerbe sitzbaenke parkbaenke rettungspunkt rettungspunkte strassenlaternen telefonzellen stolpersteine
litfasssaeulen brandkraan brandkranen watertappunt watertappunten lantaarnpalen brievenbussen glasbakken
picknicktafels

defibrillateur defibrillateurs borneincendie bornesincendie sanisette sanisettes toilettespubliques toilettes fontaine
fontaines lampadaires boitesauxlettres desfibrilador desfibriladores hidrante hidrantes aseospublicos papeleras
farolas bebedouro bebedouros ecoponto ecopontos sanitariospublicos defibrillatore defibrillatori idrante idranti
fontanella fontanelle nasone nasoni panchine cestini bagnipubblici defibrilator defibrilatoare hidrant hidranti cismea
cismele toaletepublice

hjartstartare brandpost brandposter papperskorgar livboj livbojar toaletter atervinningsstation atervinningsstationer
parkbankar hjertestarter hjertestartere brannhydrant brannhydranter brandhane brandhaner drikkefontene drikkefontener
redningskrans redningskranse toiletter defibrillaattori defibrillaattorit sydaniskuri sydaniskurit paloposti
palopostit yleisovessat pelastusrengas

defibrylator defibrylatory hydranty toalety defibrilatory defibrillatorok tuzcsap tuzcsapok ivokut ivokutak
defibrilatorler yanginmuslugu cesmeler turvakorv truchuachay nhavesinhcongcong vondatnuoc hidran

дефибриллятор дефибрилляторы гидрант гидранты туалеты дефібрилятор дефібрилятори гідрант гідранти бювет бювети
вбиральні απινιδωτης απινιδωτες κρηνη κρηνες κρουνος κρουνοι βρυσες τουαλετες مزيلالرجفان دوراتالمياه
消火栓 公衆トイレ 給水スポット 消防栓 公厕 公共厕所 除颤仪 소화전 제세동기 공중화장실 자동심장충격기
"""
FOR_ALL: Final = frozenset(_FOR_ALL.split())
