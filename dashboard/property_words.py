"""What exactly a finding is, in words, where its category leaves that open; the property's own name stands in its drawer."""

from __future__ import annotations

from typing import Final

from analysis.wording import Words

PROPERTY_WORDS: Final = Words({
    "timezone": "time zone", "country": "country", "state": "region", "x_city": "town", "x_postalCode": "postal code",
    "latitude": "latitude", "longitude": "longitude", "x_altitude": "height above the sea",
    "userAgent": "browser or app, and system", "osName": "system", "osVersion": "version of the system",
    "language": "language", "model": "model", "manufacturer": "maker", "deviceName": "name of the device",
    "diskFree": "free space", "diskTotal": "space", "ramTotal": "memory", "screenWidth": "width",
    "screenHeight": "height", "x_screenDensity": "dots per inch", "networkConnectionType": "kind of connection",
    "carrier": "mobile operator", "batteryLevel": "charge", "isCharging": "charging or not",
    "appId": "which app", "appName": "name of the app", "appVersion": "version of the app", "viewedPage": "page",
    "userAction": "action", "sessionId": "number of the visit", "lastActivityTime": "time of last use",
    "x_isAdTrackingEnabled": "advertising allowed or not", "isDntEnabled": "asked not to be tracked or not",
    "trackerSdkVersion": "its version", "x_sdkName": "its name", "errorInformation": "what went wrong",
    "x_photoMakeModel": "camera", "x_photoTakenAt": "when it was taken", "x_photoSerial": "serial number of the camera",
    "x_photo": "the picture", "x_pictureKind": "kind of picture",
    "x_pressure": "air pressure", "x_temperature": "temperature of the air", "x_humidity": "humidity of the air",
    "x_dewPoint": "dew point", "x_airGas": "gases in the air", "x_airParticles": "fine dust in the air",
    "x_noiseLevel": "how loud it is", "x_sunlight": "sunlight", "x_heading": "which way it points",
    "x_accelerometerSeries": "acceleration", "x_gyroscopeSeries": "rotation", "x_magnetometerSeries": "magnetic field",
    "x_gravitySeries": "pull of gravity", "x_orientationSeries": "how it is held",
    "x_rotationVectorSeries": "how it is held",
    "x_heartRate": "beats a minute", "x_heartRateVariability": "how much it varies",
    "x_rrIntervals": "time from beat to beat", "x_respiratoryRate": "breaths a minute",
    "x_apnoeaIndex": "pauses in breathing", "x_weight": "weight", "x_bodyComposition": "body fat or body mass index",
    "x_workoutDistance": "distance", "x_workoutCalories": "energy burned", "x_workoutDuration": "time in motion",
    "x_cadence": "steps or turns a minute", "x_pace": "pace", "x_power": "power", "x_laps": "laps",
    "x_strokes": "strokes", "x_poolLength": "length of the pool", "x_floors": "floors climbed",
    "x_elevationGain": "height climbed", "x_vo2max": "uptake of oxygen",
}, context="what exactly was found")  # fmt: skip
