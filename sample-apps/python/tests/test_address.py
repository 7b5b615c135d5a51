import runpy
from pathlib import Path

import pytest

CONFIG = Path(__file__).parent.parent / "gunicorn.conf.py"


@pytest.mark.parametrize(
    ("env", "bind"),
    [
        ({}, "0.0.0.0:8000"),
        ({"PORT": "9000"}, "0.0.0.0:9000"),
        ({"HOST": "127.0.0.1", "PORT": "9000"}, "127.0.0.1:9000"),
        ({"HOST": "", "PORT": ""}, "0.0.0.0:8000"),
    ],
)
def test_it_listens_on_all_addresses_unless_told_otherwise(monkeypatch, env, bind):
    for name in ("HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert runpy.run_path(str(CONFIG))["bind"] == bind
