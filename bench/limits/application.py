"""A minimal Flask and Jinja application: one document with comments from the database, and a form that adds one.

Run as a program with the address of its database, a port, and the bytes that its page is to have; and with the word
`with-libraries` where it is to import what policyspace imports, and to do no more with it.
"""

from __future__ import annotations

import secrets
import sys
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from flask import Flask, redirect, render_template, request
from flask import session as cookie
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import (
    Column,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    select,
)

SHOWN = 100
WITH_LIBRARIES = "with-libraries"
WORDS = "<p>We waited <strong>nine</strong> months in one room, and nobody told us why.</p>"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<main><h1>{{ title }}</h1>{{ text|safe }}<ol>
{% for each in comments %}<li id="c-{{ each.id }}"><article><h3>{{ each.author }}</h3><p>{{ each.at }}</p>
<div>{{ each.html|safe }}</div><p><a href="/comments/{{ each.id }}">Reply</a></p>{{ filling|safe }}</article></li>
{% endfor %}</ol><form method="post" action="/comments">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<textarea name="body"></textarea><button>Post</button></form></main></body></html>"""

metadata = MetaData()
comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, nullable=False),
    Column("author", String(80), nullable=False),
    Column("at", String(40), nullable=False),
    Column("html", Text, nullable=False),
    Index("ix_comment_document", "document_id", "id"),
)
_NEWEST = select(comment).where(comment.c.document_id == 1).order_by(comment.c.id.desc()).limit(SHOWN)


def fill(url: str, comments: int) -> None:
    """Make the table with so many `comments`."""
    engine = create_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for at in range(0, comments, 10_000):
            rows = [
                {"document_id": 1, "author": f"Resident {each % 97}", "at": "26 November 2026", "html": WORDS}
                for each in range(at, min(at + 10_000, comments))
            ]
            connection.execute(insert(comment), rows)
    engine.dispose()


def application(url: str, text: str, filling: str) -> Flask:
    """The application over the database at `url`: `text` is the document, `filling` makes each comment as long."""
    app, engine = Flask(__name__), create_engine(url)
    app.config.update(SECRET_KEY="s" * 48, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    app.jinja_loader = DictLoader({"page.html": PAGE})

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            rows = connection.execute(_NEWEST).all()
        return render_template("page.html", title="A document", text=text, comments=rows, filling=filling)

    @app.post("/comments")
    def post() -> Any:
        _insert(engine, request.form["body"])
        return redirect("/", 303)

    @app.get("/sign-in")
    def sign_in() -> str:
        cookie["person"] = secrets.token_hex(8)
        return "signed in"

    return app


def _insert(engine: Engine, body: str) -> None:
    row = {"document_id": 1, "author": "Resident", "at": "today", "html": f"<p>{body}</p>"}
    with engine.begin() as connection:
        connection.execute(insert(comment), row)


def main() -> None:
    """Serve it, as policyspace is served."""
    url, port, wanted = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if sys.argv[4:] == [WITH_LIBRARIES]:
        from bench.limits import libraries

        assert libraries.LIBRARIES
    text = "<p>" + "The council must tell each family in writing where they will live next. " * 280 + "</p>"
    empty = application(url, text, "").test_client().get("/").data
    shown = empty.count(b"<article>") or 1
    filling = "<!--" + "x" * max(0, (wanted - len(empty)) // shown - 7) + "-->"
    app: Any = application(url, text, filling)
    asgi: Any = WSGIMiddleware(app, workers=8)
    uvicorn.run(
        asgi, host="127.0.0.1", port=port, loop="asyncio", lifespan="off", log_level="error", access_log=False
    )


if __name__ == "__main__":
    main()
