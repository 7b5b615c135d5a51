import platform

VERSION = "1.0.0"

# Shown by /health, so that a running service tells which sources it was built from.
REVISION = "unedited"


def about() -> dict[str, str]:
    return {"app": "python", "version": VERSION, "runtime": platform.python_version(), "revision": REVISION}
