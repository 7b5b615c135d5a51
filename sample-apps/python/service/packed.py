import msgpack
from msgpack import _cmsgpack

from service.readings import Reading


def pack(rows: list[Reading]) -> bytes:
    """Packs with the compiled extension; its pure Python fallback would hide that the build had no compiler."""
    if msgpack.Packer is not _cmsgpack.Packer:
        raise RuntimeError("msgpack runs without its C extension")
    return msgpack.packb([tuple(row) for row in rows])


def unpack(data: bytes) -> list[Reading]:
    return [Reading(*row) for row in msgpack.unpackb(data)]
