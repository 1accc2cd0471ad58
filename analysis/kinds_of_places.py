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
店舗 店铺 駅 停留所 バス停 医院 病院 薬局 门店 门店列表 站点 车站 充电站 充电桩 药店 医院列表 매장 정류장 역 약국 충전소 병원
"""
KINDS: Final = frozenset(_WORDS.split())
