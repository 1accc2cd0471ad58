"""Which fields are the axes of one sensor, by their names."""

from __future__ import annotations

import pytest

from analysis.axis_names import TRIPLES


@pytest.mark.parametrize(
    "names",
    [
        ("x", "y"), ("xa", "ya", "za"), ("tax", "day", "jazz"), ("box", "boy", "boz"), ("acc_x", "acc_y", "gyro_z"),
        ("red", "green", "blue"), ("values_0", "values_1"), ("slider_0", "slider_1", "slider_2"), ("x_y_z",),
    ],
)  # fmt: skip
def test_other_names_are_no_axes(names) -> None:
    assert TRIPLES[names] == ()


@pytest.mark.parametrize(
    ("names", "sensor"),
    [
        (("accX", "accY", "accZ"), "acc"),
        (("x", "y", "z"), ""),
        (("ax", "ay", "az"), "accel"),
        (("accelx", "accely", "accelz"), "accel"),
        (("xAccel", "yAccel", "zAccel"), "accel"),
        (("Acceleration x (m/s^2)", "Acceleration y (m/s^2)", "Acceleration z (m/s^2)"), "acceleration"),
        (
            ("motionMagneticFieldX(µT)", "motionMagneticFieldY(µT)", "motionMagneticFieldZ(µT)"),
            "motion magnetic field",
        ),
        (("double_values_0", "double_values_1", "double_values_2"), ""),
        (("motionYaw(rad)", "motionRoll(rad)", "motionPitch(rad)"), "motion"),
    ],
)
def test_three_fields_that_differ_in_an_axis_are_one_sensor(names, sensor) -> None:
    assert [found[0] for found in TRIPLES[names]] == [sensor]
    assert set(TRIPLES[names][0][2]) == set(names)


@pytest.mark.parametrize(
    "names",
    [
        ("g_lon", "g_lat", "g_vert"),
        ("aLong", "aLat", "aVert"),
        ("longitudinalAcceleration", "lateralAcceleration", "verticalAcceleration"),
        ("fwd_g", "side_g", "up_g"),
    ],
)
def test_the_axes_of_a_vehicle(names) -> None:
    assert TRIPLES[names] == (("accel", ("x", "y", "z"), names),)


@pytest.mark.parametrize(
    "names",
    [
        ("lon", "lat", "vert"),
        ("g_lon", "g_lat"),
        ("gps_lon", "gps_lat", "gps_vert"),
        ("a_long_name", "a_lat", "a_up"),
    ],
)
def test_positions_are_no_axes_of_a_vehicle(names) -> None:
    assert TRIPLES[names] == ()
