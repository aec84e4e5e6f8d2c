"""A file with its parts unpacked, so that what stands in it can be searched."""

import re
import zlib


def unpacked(data: bytes) -> bytes:
    """Return a PDF with its parts unpacked beside it; other files as they are."""
    if not data.startswith(b"%PDF-"):
        return data
    found = data
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found += zlib.decompress(part)
        except zlib.error:
            found += part
    return found
