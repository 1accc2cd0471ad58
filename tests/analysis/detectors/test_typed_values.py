"""A value whose meaning stands beside it: ``{"name": "heart_rate", "value": 72}`` in the ways of many senders."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.decoding import open_message
from analysis.detectors import (
    ambient_light,
    battery,
    blood_pressure,
    environment,
    fitness,
    health,
    radio_scan,
    sleep,
)
from analysis.records import Transmission

DETECTORS = tuple(
    unit.DETECTOR
    for unit in (ambient_light, environment, health, sleep, blood_pressure, fitness, battery, radio_scan)
)


def _update(**sensor: object) -> dict[str, object]:
    """What the mobile app of Home Assistant sends to its webhook."""
    return {"type": "update_sensor_states", "data": [{"type": "sensor", "icon": "mdi:cellphone", **sensor}]}


def _observation(code: str, display: str, value: float, unit: str) -> dict[str, object]:
    """A FHIR Observation."""
    return {
        "resourceType": "Observation", "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": display}]},
        "valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit},
    }  # fmt: skip


POSITIVES = {
    # Home Assistant
    "ha light": (_update(unique_id="light_sensor", state=412), "sensor.ambient_light", "412"),
    "ha pressure": (_update(unique_id="pressure_sensor", state=1011.2), "sensor.environment", "1011.2"),
    "ha proximity, a number": (_update(unique_id="proximity_sensor", state=5), "sensor.proximity", "5"),
    "ha proximity, a word": (_update(unique_id="proximity_sensor", state="near"), "sensor.proximity", "near"),
    "ha steps": (_update(unique_id="steps_sensor", state=6120), "fitness.steps", "6120"),
    "ha pedometer": (_update(unique_id="pedometer_steps", state=6120), "fitness.steps", "6120"),
    "ha heart rate": (_update(unique_id="heart_rate", state=64), "health.heart_rate", "64"),
    "ha battery": (_update(unique_id="battery_level", state=81), "device_state.battery", "81"),
    "ha battery state": (
        _update(unique_id="battery_state", state="Not Charging"), "device_state.battery", "Not Charging",
    ),
    "ha register by device class": (
        {"type": "register_sensor",
         "data": {"device_class": "illuminance", "name": "Helligkeit", "state": 87, "type": "sensor",
                  "unique_id": "sensor_4", "unit_of_measurement": "lx"}},
        "sensor.ambient_light", "87",
    ),
    "ha bssid": (_update(unique_id="connectivity_bssid", state="3c:a6:2f:bc:5e:65"), "location.radio_scan",
                 "3c:a6:2f:bc:5e:65"),
    "ha ssid": (_update(unique_id="connectivity_ssid", state="Haus am See"), "location.radio_scan", "Haus am See"),
    # stations
    "sensor community": (
        {"software_version": "NRZ-2020-133", "sensordatavalues": [{"value_type": "BMP280_pressure", "value": "98120.4"}]},
        "sensor.environment", "98120.4",
    ),
    "sensor community, DHT22": (
        {"sensordatavalues": [{"value_type": "temperature", "value": "19.40"},
                              {"value_type": "humidity", "value": "52.10"}]},
        "sensor.environment", "19.40",
    ),
    "SenML": ([{"bn": "urn:dev:mac:1", "n": "temperature", "u": "Cel", "v": 22.4}, {"n": "humidity", "u": "%RH", "v": 48.0}],
              "sensor.environment", "48.0"),
    "chip as the object": ({"Time": "2026-11-22T10:00:00", "DS18B20": {"Id": "01", "Temperature": 20.6}, "TempUnit": "C"},
                           "sensor.environment", "20.6"),
    "NGSI": (
        {"id": "Room1", "type": "Room", "temperature": {"value": 21.3, "type": "Number"},
         "humidity": {"value": 44, "type": "Number"}},
        "sensor.environment", "21.3",
    ),
    "InfluxDB point": ({"measurement": "ambient_light", "tags": {"device": "phone"}, "fields": {"value": 233.0}},
                       "sensor.ambient_light", "233.0"),
    "OpenTelemetry gauge": (
        {"metrics": [{"name": "sensor.illuminance", "unit": "lx", "gauge": {"dataPoints": [{"asDouble": 233.5}]}}]},
        "sensor.ambient_light", "233.5",
    ),
    "key and value": ({"ts": 1_700_000_000, "key": "barometer", "value": 1003.4}, "sensor.environment", "1003.4"),
    "field and reading": ({"readings": [{"field": "relative_humidity", "reading": 51}]}, "sensor.environment", "51"),
    # Health Connect, as records and through bridges
    "heart rate samples": (
        {"recordType": "HeartRate", "samples": [{"time": "2026-11-22T10:00:00Z", "beatsPerMinute": 71}]},
        "health.heart_rate", "71",
    ),
    "resting heart rate": ({"type": "RestingHeartRateRecord", "beatsPerMinute": 58}, "health.heart_rate", "58"),
    "body temperature": ({"recordType": "BodyTemperatureRecord", "temperature": {"inCelsius": 37.1}},
                         "health.temperature", "37.1"),
    "body temperature with its unit": (
        {"recordType": "BodyTemperature", "temperature": {"value": 36.9, "unit": "celsius"}}, "health.temperature", "36.9"),
    "oxygen": ({"recordType": "OxygenSaturationRecord", "percentage": 96.0}, "health.spo2", "96.0"),
    "oxygen, deeper": ({"type": "OxygenSaturation", "percentage": {"value": 97.0}}, "health.spo2", "97.0"),
    "glucose": ({"recordType": "BloodGlucoseRecord", "level": {"inMillimolesPerLiter": 5.8}}, "health.glucose", "5.8"),
    "weight": ({"recordType": "WeightRecord", "weight": {"inKilograms": 81.4}}, "health.weight", "81.4"),
    "steps": ({"recordType": "StepsRecord", "count": 4120, "startTime": "2026-11-22T00:00:00Z"}, "fitness.steps", "4120"),
    "blood pressure": (
        {"recordType": "BloodPressureRecord", "systolic": {"inMillimetersOfMercury": 128.0},
         "diastolic": {"inMillimetersOfMercury": 82.0}},
        "health.blood_pressure", "128.0",
    ),
    "variability": ({"recordType": "HeartRateVariabilityRmssdRecord", "heartRateVariabilityMillis": 43.0},
                    "health.heart_rate", "43.0"),
    # FHIR
    "fhir heart rate": (_observation("8867-4", "Heart rate", 66, "/min"), "health.heart_rate", "66"),
    "fhir by the code alone": (_observation("29463-7", "Körpergewicht", 81.5, "kg"), "health.weight", "81.5"),
    "fhir by the words alone": (_observation("0000-0", "Body temperature", 37.4, "Cel"), "health.temperature", "37.4"),
    "fhir in a bundle": (
        {"resourceType": "Bundle", "entry": [{"resource": _observation("59408-5", "SpO2", 95, "%")}]}, "health.spo2", "95"),
    "fhir glucose": (_observation("15074-8", "Glucose [Moles/volume] in Blood", 6.3, "mmol/l"), "health.glucose", "6.3"),
    "fhir blood pressure": (
        {"resourceType": "Observation", "status": "final", "code": {"coding": [{"code": "85354-9"}]},
         "component": [
             {"code": {"coding": [{"code": "8480-6"}]}, "valueQuantity": {"value": 119, "unit": "mmHg"}},
             {"code": {"coding": [{"code": "8462-4"}]}, "valueQuantity": {"value": 77, "unit": "mmHg"}},
         ]},
        "health.blood_pressure", "77",
    ),
    # Apple
    "HealthKit sample": ({"type": "HKQuantityTypeIdentifierHeartRate", "value": 72, "unit": "count/min"},
                         "health.heart_rate", "72"),
    "HealthKit steps": ({"identifier": "HKQuantityTypeIdentifierStepCount", "quantity": 812}, "fitness.steps", "812"),
    "HealthKit weight": ({"quantityType": "HKQuantityTypeIdentifierBodyMass", "value": 81.2, "unit": "kg"},
                         "health.weight", "81.2"),
    "HealthKit blood pressure": (
        [{"type": "HKQuantityTypeIdentifierBloodPressureSystolic", "value": 126},
         {"type": "HKQuantityTypeIdentifierBloodPressureDiastolic", "value": 81}],
        "health.blood_pressure", "126",
    ),
    "HealthKit sleep": (
        {"type": "HKCategoryTypeIdentifierSleepAnalysis", "value": "HKCategoryValueSleepAnalysisAsleepDeep"},
        "health.sleep", "HKCategoryValueSleepAnalysisAsleepDeep",
    ),
    "export app, heart rate": (
        {"data": {"metrics": [{"name": "heart_rate", "units": "count/min", "data": [{"date": "2026-11-22", "Avg": 68.5}]}]}},
        "health.heart_rate", "68.5",
    ),
    "export app, steps": (
        {"data": {"metrics": [{"name": "step_count", "units": "count", "data": [{"date": "2026-11-22", "qty": 6120}]}]}},
        "fitness.steps", "6120",
    ),
    "export app, weight": (
        {"data": {"metrics": [{"name": "weight_body_mass", "units": "kg", "data": [{"qty": 81.2}]}]}},
        "health.weight", "81.2",
    ),
    # Google, Open mHealth, others
    "Google Fit": ({"dataTypeName": "com.google.heart_rate.bpm", "value": [{"fpVal": 74.0}]}, "health.heart_rate", "74.0"),
    "Google Fit oxygen": ({"dataTypeName": "com.google.oxygen_saturation", "value": [{"fpVal": 97.0}]},
                          "health.spo2", "97.0"),
    "Open mHealth": (
        {"header": {"schema_id": {"name": "heart-rate"}}, "body": {"heart_rate": {"value": 62, "unit": "beats/min"}}},
        "health.heart_rate", "62",
    ),
    "Open mHealth weight": ({"body_weight": {"unit": "kg", "value": 80.9}}, "health.weight", "80.9"),
    "metric and amount": ({"metric": "blood_glucose", "amount": 5.4}, "health.glucose", "5.4"),
    "parameter": ({"observations": [{"parameter": "SpO2", "val": 98}]}, "health.spo2", "98"),
    "code": ({"vitals": [{"code": "heart_rate", "value": 77}]}, "health.heart_rate", "77"),
    "Tidepool": ({"type": "cbg", "units": "mmol/L", "value": 7.9}, "health.glucose", "7.9"),
}  # fmt: skip


def seen(
    body: object, *, raw: bytes | None = None, kind: str = "application/json", **where: str
) -> list[tuple[str, str]]:
    data = json.dumps(body).encode() if raw is None else raw
    message = open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
            scheme="https", host=where.get("host", "collector.example"), port=443, path=where.get("path", "/v1"),
            query="", request_headers=(("Content-Type", kind),), body=data, body_size=len(data),
        )
    )  # fmt: skip
    return [(item.category, item.value) for detector in DETECTORS for item in detector.detect(message)]


@pytest.mark.parametrize("name", POSITIVES)
def test_the_label_beside_tells(name: str) -> None:
    body, category, value = POSITIVES[name]
    assert (category, value) in seen(body)


def test_the_export_of_apple_health() -> None:
    rows = (
        '<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="2026-11-22" value="61"/>'
        '<Record type="HKQuantityTypeIdentifierBodyMass" unit="kg" value="80.4"/>'
        '<Record type="HKQuantityTypeIdentifierOxygenSaturation" unit="%" value="0.97"/>'
        '<Record type="HKQuantityTypeIdentifierStepCount" unit="count" value="341"/>'
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="de_DE">{rows}</HealthData>'
    found = seen(None, raw=xml.encode(), kind="text/xml")
    assert {
        ("health.heart_rate", "61"), ("health.weight", "80.4"), ("health.spo2", "0.97"), ("fitness.steps", "341"),
    } <= set(found)  # fmt: skip


NEGATIVES = {
    "a lamp": _update(unique_id="light_bulb", state="on"),
    "a lamp's brightness": _update(unique_id="living_room_light", state=118),
    "a switch": _update(unique_id="humidity_switch", state="off"),
    "a proximity zone": {"type": "proximity_event", "state": "near"},
    "a permission": {"permissions": [{"type": "heart_rate", "state": 2}, {"type": "steps", "state": 1}]},
    "an authorization": {"type": "HKQuantityTypeIdentifierHeartRate", "authorizationStatus": 72},
    "an alert's limit": {"type": "heart_rate_alert", "value": 120},
    "a zone": {"name": "heart_rate_zone", "value": 3},
    "how many samples": {"type": "heart_rate", "count": 72},
    "a consent": {"label": "Heart Rate", "value": True},
    "a product's weight": {"sku": "A-1", "attributes": [{"name": "weight", "value": 72}]},
    "a form's change": {"field": "weight", "value": 600, "font": "Inter"},
    "a sampler": {"name": "temperature", "value": 0.7},
    "a sampler among others": {"params": [{"name": "temperature", "value": 0.7}, {"name": "top_p", "value": 0.9}]},
    "a processor": {"sensors": [{"name": "cpu_temperature", "value": 61.0}]},
    "a tyre": {"code": "tyre_pressure", "value": 320.5},
    "a wizard": {"type": "steps", "count": 5, "wizard": "onboarding"},
    "a pipeline": {"name": "step_count", "value": 12, "pipeline": "build"},
    "a tempo": {"metric": "bpm", "value": 128, "track": "x"},
    "a setting": {"key": "light", "value": 3},
    "a traffic light": {"name": "traffic_light", "value": 3},
    "kinds of batteries": {"name": "battery", "value": "AA"},
    "an SSID in words": {"unique_id": "ssid", "state": "<unknown ssid>"},
    "not connected": _update(unique_id="connectivity_bssid", state="Not Connected"),
    "fhir laboratory": _observation("718-7", "Hemoglobin", 7.2, "mmol/l"),
    "fhir height": _observation("8302-2", "Body height", 178, "cm"),
    "a cost code": {"code": {"coding": [{"code": "8867-41", "display": "Rate"}]}, "valueQuantity": {"value": 66}},
    "one diastolic alone": {"name": "diastolic dysfunction grade", "value": 2},
    "a percentage": {"type": "discount", "percentage": 95},
    "seconds": {"name": "timeout", "inSeconds": 70},
    "a weight class": {"name": "vehicle", "weight": {"inKilograms": 600}, "vehicle": "van"},
    "a counter": {"name": "requests", "type": "counter", "value": 72},
    "an element's temperature": {"name": "extruder temperature", "value": 60},
    "a battery pack's size": {"field": "battery_capacity", "value": 85},
}  # fmt: skip


@pytest.mark.parametrize("name", NEGATIVES)
def test_labels_of_another_kind_tell_nothing(name: str) -> None:
    assert seen(NEGATIVES[name]) == []


MEASURES = {
    "measures": [{"value": 81_250, "type": 1, "unit": -3}, {"value": 63, "type": 11, "unit": 0},
                 {"value": 366, "type": 71, "unit": -1}, {"value": 126, "type": 10, "unit": 0},
                 {"value": 79, "type": 9, "unit": 0}, {"value": 97, "type": 54, "unit": 0},
                 {"value": 178, "type": 4, "unit": -2}]
}  # fmt: skip


@pytest.mark.parametrize("host", ["wbsapi.withings.net", "bridge.example"])
def test_the_numbered_types_of_a_scale_count_at_its_makers_endpoint_and_where_they_fit_a_body(
    host: str,
) -> None:
    found = set(seen(MEASURES, host=host, path="/measure"))
    assert found == {
        ("health.weight", "81250"), ("health.heart_rate", "63"), ("health.temperature", "366"), ("health.spo2", "97"),
        ("health.blood_pressure", "126"), ("health.blood_pressure", "79"),
    }  # fmt: skip


def test_numbered_types_that_fit_no_body_tell_nothing() -> None:
    assert seen({"measures": [{"value": 3, "type": 1, "unit": 0}]}, host="wbsapi.withings.net") == []
    heavy = {"measures": [*MEASURES["measures"], {"value": 900, "type": 11, "unit": 0}]}
    assert not set(seen(heavy)) & {("health.weight", "81250"), ("health.blood_pressure", "126")}
    alone = {"measures": MEASURES["measures"][:1]}
    assert ("health.weight", "81250") not in set(seen(alone))
