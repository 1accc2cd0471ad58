"""Kinds of sport, as watches and services call them, in one spelling: small letters and underscores."""

from __future__ import annotations

from typing import Final

SPORTS: Final = frozenset({
    "run", "running", "walk", "walking", "ride", "cycling", "biking", "swim", "swimming", "hike", "hiking", "yoga", "rowing",
    "workout", "strength", "elliptical", "ski", "skiing", "still", "on_foot", "in_vehicle", "on_bicycle", "treadmill",
    "trail_running", "running_treadmill",
    "tennis", "soccer", "football", "basketball", "badminton", "squash", "golf", "boxing", "dance", "dancing", "pilates",
    "hiit", "climbing", "bouldering", "skating", "surfing", "snowboarding", "kayaking", "crossfit", "core_training",
    "indoor_cycling",
    "open_water_swimming", "pool_swimming", "lap_swimming", "rower", "trail_run", "gravel_ride", "mountain_biking",
    "mountain_bike_ride", "e_bike_ride", "road_biking", "stair_climbing", "functional_strength_training", "spinning",
    "traditional_strength_training", "high_intensity_interval_training", "mixed_cardio", "cardio", "nordic_walking",
    "jogging",
    "virtualride", "virtualrun", "weighttraining", "strength_training", "automotive", "stationary",
})  # fmt: skip
