from hashlib import sha256

from itsdangerous import Signer

from service.packed import pack, unpack
from service.page import render_page
from service.readings import readings, summaries


def work() -> dict[str, object]:
    """Packs, unpacks, renders and signs. The answer depends only on the sources and the pinned dependencies."""
    rows = list(readings())
    packed = pack(rows)
    if unpack(packed) != rows:
        raise RuntimeError("what was packed is not what was unpacked")
    page = render_page(summaries()).encode()
    return {
        "readings": len(rows),
        "packed_bytes": len(packed),
        "packed_sha256": sha256(packed).hexdigest(),
        "page_sha256": sha256(page).hexdigest(),
        "signature": Signer("sample", digest_method=sha256).get_signature(packed).decode(),
    }
