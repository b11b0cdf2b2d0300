"""Static files: named by the hash of their content, kept for ever, sent as they were compressed when built."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

from policyspace.foundation.access import open_to_all

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def start(app: Flask) -> None:
    """Answer the endpoint `static` of `app` with the smallest form of a file that the browser can read."""
    folder = Path(app.static_folder or "")

    @open_to_all
    def static(filename: str) -> Response:
        for encoding, ending in ENCODINGS:
            if request.accept_encodings.quality(encoding) and (folder / f"{filename}{ending}").is_file():
                response = send_from_directory(folder, f"{filename}{ending}", conditional=True)
                response.headers["Content-Encoding"] = encoding
                response.mimetype = mimetypes.guess_type(filename)[0] or "application/octet-stream"
                break
        else:
            response = send_from_directory(folder, filename, conditional=True)
        response.headers["Vary"] = "Accept-Encoding"
        return response

    app.view_functions["static"] = static
