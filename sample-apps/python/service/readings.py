from collections.abc import Iterator
from typing import NamedTuple


class Reading(NamedTuple):
    sensor: str
    at: int
    value: int


class Summary(NamedTuple):
    sensor: str
    count: int
    lowest: int
    highest: int


def readings(count: int = 2000) -> Iterator[Reading]:
    """The same invented measurements every time: a linear congruential generator, not a clock or a die."""
    state = 1
    for index in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        yield Reading(f"sensor-{state % 7}", index * 60, state % 1000)


def summaries() -> list[Summary]:
    """One line for each sensor, in the order of their names."""
    by_sensor: dict[str, list[int]] = {}
    for reading in readings():
        by_sensor.setdefault(reading.sensor, []).append(reading.value)
    return [Summary(name, len(found), min(found), max(found)) for name, found in sorted(by_sensor.items())]
