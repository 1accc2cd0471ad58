"""Health readings; and hours, tempo, pings and parcels."""

from __future__ import annotations

import json

import pytest

from analysis.detectors.health import DETECTOR

NEGATIVES = [
    {"hr": 23, "min": 59},
    {"hr": 72},
    {"bpm": 128, "song": "x"},
    {"track": {"bpm": 128, "key": "Am"}},
    {"bpm": 72},
    {"heartbeat": 60},
    {"heartbeat_interval": 60},
    {"heart_rate_enabled": 60},
    {"heartRateZone": 3},
    {"heart_rate": True},
    {"heart_rate": 0},
    {"pulse": 60},
    {"weight": 400, "font": "bold"},
    {"font-weight": 600},
    {"weight": 72},
    {"weight": 72.5, "height": 10, "parcel": 1},
    {"ad_weight": 72},
    {"glucose": "low"},
    {"temperature": 36.6},
    {"oxygen": 98},
    {"heart": {"percentage": 85}},
    {"heartRate": {"value": 85, "unit": "%"}},
    {"heartRateReserveInPercent": 85},
    {"maxHeartRateZoneInSeconds": 120},
    {"pulse": 61, "width": 3},
    {"pulse": 72, "tempo": 72, "systolic": 3},
    {"hearts": 61},
    {"sgv": 142},
    {"mbg": 142},
    {"bg": 142, "fg": 30},
    {"bg": 142, "color": "red"},
    {"type": "sgv", "value": 142},
    {"type": "bg", "value": 5.4, "units": "px"},
    {"glucoseTargetInMgPerDl": "low"},
    {"valueInMgPerDl": 142, "analyte": "cholesterol"},
    {"core_temperature": 41.0, "cpu": "x"},
    {"core_temperature": 41.0, "chip": {"fan": 3}},
    {"weightInGrams": 250},
    {"weightInGrams": 81_200, "sku": "A-1"},
    {"weight": {"value": 81.2, "unit": "t"}},
    {"weight": {"percentage": 60}},
]


@pytest.mark.parametrize("body", NEGATIVES, ids=json.dumps)
def test_what_is_not_about_health_is_none(see, body) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "category", "prop", "confidence"),
    [
        ({"heartRate": 72}, "heart_rate", "x_heartRate", "certain"),
        ({"avg_heart_rate": "72"}, "heart_rate", "x_heartRate", "certain"),
        ({"heartrate": {"value": 72}}, "heart_rate", "x_heartRate", "certain"),
        ({"type": "HKQuantityTypeIdentifierHeartRate", "value": 72}, "heart_rate", "x_heartRate", "certain"),
        ({"heartrate": {"type": "resting", "value": 72}}, "heart_rate", "x_heartRate", "certain"),
        ({"hr": 72, "spo2": 0}, "heart_rate", "x_heartRate", "likely"),
        ({"watch": {"steps": 1, "bpm": 72}}, "heart_rate", "x_heartRate", "likely"),
        ({"hrv": 45.2}, "heart_rate", "x_heartRateVariability", "likely"),
        ({"spo2": 97}, "spo2", "x_bloodOxygen", "certain"),
        ({"blood_glucose": 5.6}, "glucose", "x_bloodGlucose", "certain"),
        ({"bodyTemperature": 36.6}, "temperature", "x_bodyTemperature", "likely"),
        ({"body_weight": 72.5}, "weight", "x_weight", "likely"),
        ({"weight": 72.5, "height": 181}, "weight", "x_weight", "likely"),
        ({"bmi": 22.1}, "weight", "x_bodyComposition", "likely"),
        ({"restingHeartRateInBeatsPerMinute": 58}, "heart_rate", "x_heartRate", "certain"),
        ({"averageHeartRateInBeatsPerMinute": 71}, "heart_rate", "x_heartRate", "certain"),
        ({"heart_rate_bpm": 71}, "heart_rate", "x_heartRate", "certain"),
        ({"heartRate": {"bpm": 71}}, "heart_rate", "x_heartRate", "certain"),
        ({"heart": {"beatsPerMinute": 71}}, "heart_rate", "x_heartRate", "certain"),
        ({"timeOffsetHeartRateSamples": {"15": 71}}, "heart_rate", "x_heartRate", "certain"),
        ({"pulse": 61, "systolic": 3}, "heart_rate", "x_heartRate", "likely"),
        ({"dia": 79, "systolic_mmHg": 3, "pulse": "61"}, "heart_rate", "x_heartRate", "likely"),
        ({"bodyComps": {"weightInGrams": 81_200}}, "weight", "x_weight", "likely"),
        ({"weight": {"unit": "kg", "value": 81.2}, "bmi": 0}, "weight", "x_weight", "likely"),
        ({"weight_lbs": 179.2}, "weight", "x_weight", "likely"),
        ({"weight": "81.2", "impedance": 510}, "weight", "x_weight", "likely"),
        ({"bodyFatInPercent": 21.4}, "weight", "x_bodyComposition", "likely"),
        ({"sgv": 142, "direction": "Flat"}, "glucose", "x_bloodGlucose", "likely"),
        ({"mbg": 142, "dateString": "2026-11-22"}, "glucose", "x_bloodGlucose", "likely"),
        ({"ValueInMgPerDl": 118, "TrendArrow": 3}, "glucose", "x_bloodGlucose", "likely"),
        ({"egvs": [{"value": 118, "trend": "flat"}]}, "glucose", "x_bloodGlucose", "likely"),
        ({"bg": 6.4, "insulin": 2, "carbs": 30}, "glucose", "x_bloodGlucose", "likely"),
        ({"blood_glucose_mmol_l": 6.4}, "glucose", "x_bloodGlucose", "certain"),
        ({"bodyTemperatureCelsius": 37.1}, "temperature", "x_bodyTemperature", "likely"),
        ({"basal_body_temp": 36.4}, "temperature", "x_bodyTemperature", "likely"),
        ({"skinTemperature": {"inFahrenheit": 92.3}}, "temperature", "x_bodyTemperature", "likely"),
        ({"spo2Percentage": 96}, "spo2", "x_bloodOxygen", "certain"),
        ({"SpO2": 96}, "spo2", "x_bloodOxygen", "certain"),
    ],
    ids=str,
)
def test_one_reading(see, body, category, prop, confidence) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.category, found.property, found.confidence) == (f"health.{category}", prop, confidence)


@pytest.mark.parametrize(
    "body",
    [
        {"heartRateValues": [[1_700_000_000_000 + 120_000 * i, 60 + i] for i in range(20)]},
        {"heart_rate": [{"ts": 1_700_000_000 + 120 * i, "bpm": 60 + i} for i in range(20)]},
        {"heart_rate": [60 + i for i in range(20)], "interval_seconds": 120},
        {"metrics": [{"name": "heart_rate", "data": [{"Avg": 60 + i, "date": f"2026-11-22T07:{2 * i:02}:00Z"}
                                                     for i in range(20)]}]},
    ],
    ids=["pairs", "objects", "list", "labelled"],
)  # fmt: skip
def test_a_series_of_heart_rates_is_one_finding(see, body) -> None:
    (found,) = see(DETECTOR, body)
    assert (found.measures.n, found.measures.min, found.measures.median, found.measures.max) == (
        20,
        60,
        69.5,
        79,
    )
    assert found.measures.seconds == pytest.approx(2280)
    assert found.measures.unit == "bpm"


def test_intervals_between_beats(see) -> None:
    (found,) = see(DETECTOR, {"rr_intervals": [812, 820, 799, 805, 830]})
    assert (found.property, found.measures.n) == ("x_rrIntervals", 5)


def test_the_place_that_a_weight_is_sent_to(see) -> None:
    form = {"weight": "81.2", "date": "2026-11-22"}
    for path in ("/1/user/-/body/log/weight.json", "/v2/weigh-ins", "/api/bodyweight"):
        assert [item.value for item in see(DETECTOR, form=form, path=path)] == ["81.2"]
    for path in ("/shipments/12/weight", "/products/3/weight", "/fonts/weight", "/backends/a/weight", "/pets/7/weight",
                 "/portfolio/weight", "/criteria/weight", "/models/weights", "/v1/settings"):  # fmt: skip
        assert see(DETECTOR, form=form, path=path) == []


@pytest.mark.parametrize(
    "body",
    [
        {"monster": {"weight": 500}},
        {"exercises": [{"sets": [{"weight_kg": 80, "reps": 8}]}]},
        {"barbell": 20, "weight_kg": 80},
        {"loot": [{"weight": 65}]},
        {"breed": "Labrador", "weight": 31.5, "age": 4},
        {"truck": {"weight_kg": 680}},
        {"vitals": {"temp": 60}},
        {"cpu": {"temp": 37.5, "hr": 1}},
    ],
    ids=json.dumps,
)
def test_what_is_lifted_or_played_is_no_body(see, body) -> None:
    assert [
        item for item in see(DETECTOR, body) if item.category in ("health.weight", "health.temperature")
    ] == []


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ({"vitals": {"temp": 36.7, "spo2": 98}}, "health.temperature"),
        ({"skinTempC": 33.1}, "health.temperature"),
        ({"code": "8867-4", "value": 82}, "health.heart_rate"),
        ({"code": "MDC_PULS_OXIM_SAT_O2", "value": 96}, "health.spo2"),
        ({"glucoseReadings": [{"mgdl": 118}]}, "health.glucose"),
        ({"form": {"sys": 118, "dia": 77, "pulse": 64}}, "health.heart_rate"),
    ],
    ids=json.dumps,
)
def test_codes_and_short_names_among_vital_signs(see, body, category) -> None:
    assert category in {item.category for item in see(DETECTOR, body)}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"child": 1, "temperature": 38.4}, ["health.temperature"]),
        ({"baby": "b-2", "temperature": 37.9, "at": "x"}, ["health.temperature"]),
        ({"ox": 97, "hr": 124}, ["health.heart_rate", "health.spo2"]),
        ({"o2": 96, "pulse": 71, "health": 1}, ["health.heart_rate", "health.spo2"]),
        ({"child_lock": True, "temperature": 38.4}, []),
        ({"baby_bath": {"temperature": 37.2, "water": 1}}, []),
        ({"child": 1, "temperature": 21.4}, []),
        ({"child": 1, "temperature": 38}, []),
        ({"oxygen": 82.0, "ph": 8.1}, []),
        ({"ox": 40, "cart": 1}, []),
        ({"player": {"oxygen": 88, "hp": 40, "pulse": 90}}, []),
    ],
    ids=json.dumps,
)
def test_of_a_child_and_beside_a_pulse(see, body, found) -> None:
    assert sorted(item.category for item in see(DETECTOR, body)) == found


def test_what_is_offered_is_no_reading(see) -> None:
    rows = [{"heart_rate": 120}, {"heart_rate": 140}]
    assert see(DETECTOR, {"heart_rate_zone_options": rows}) == []
    assert len(see(DETECTOR, {"heart_rate_zones": rows})) > 0


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"mode": "object", "temp_c": 38.4}, None),
        ({"mode": "heat", "temp_c": 38.4}, None),
        ({"mode": "body", "temp_c": 21.5}, None),
        ({"mode": "body", "cpu": 3, "temp_c": 38.4}, None),
        ({"mode": "body", "temp_c": 38.4}, "health.temperature"),
        ({"site": "ear", "temperature": 37.9}, "health.temperature"),
        ({"hr": 12, "watts": 300}, None),
        ({"hr": 141, "spm": 24, "watts": 138, "kcal": 71}, "health.heart_rate"),
    ],
)
def test_where_a_temperature_was_taken_and_a_pulse_on_a_machine(see, body: object, found: str | None) -> None:
    assert {item.category for item in see(DETECTOR, body)} == ({found} if found else set())
