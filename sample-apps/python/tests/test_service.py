import platform

import pytest
from msgpack.fallback import Packer

from service import create_app, packed
from service.about import VERSION
from service.page import render_page
from service.readings import Reading, Summary


@pytest.fixture
def client():
    return create_app().test_client()


def test_health_names_the_app_its_version_and_the_runtime(client):
    answer = client.get("/health").get_json()
    assert answer["app"] == "python"
    assert answer["version"] == VERSION
    assert answer["runtime"] == platform.python_version()


def test_work_answers_the_same_every_time(client):
    first = client.get("/work").get_json()
    assert first == {
        "readings": 2000,
        "packed_bytes": 33042,
        "packed_sha256": "e3ee387fc04764c1866ab6c2d7125c8f3673d27c8c26fadefdee841cd15ea1c0",
        "page_sha256": "045a8cc7540b6f7a5d2018d421905709bd2531e90018447bf7cf047327876a1b",
        "signature": "nZmO6DaCFjDmmhjah_2je_t_jL6wlVgMaFqXZKrneP8",
    }
    assert client.get("/work").get_json() == first


def test_readings_are_a_page_with_one_line_per_sensor(client):
    page = client.get("/readings").get_data(as_text=True)
    assert page.count("<tr>") == 7
    assert "<title>Readings &lt; &amp; &gt;</title>" in page


def test_names_are_escaped():
    assert "<b>" not in render_page([Summary("<b>", 1, 2, 3)])


def test_what_is_packed_can_be_unpacked():
    rows = [Reading("a", 0, 1), Reading("b", 60, 999)]
    assert packed.unpack(packed.pack(rows)) == rows


def test_packing_without_the_compiled_extension_is_refused(monkeypatch):
    monkeypatch.setattr(packed.msgpack, "Packer", Packer)
    with pytest.raises(RuntimeError, match="C extension"):
        packed.pack([])
