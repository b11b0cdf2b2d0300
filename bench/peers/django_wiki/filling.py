"""Put a document of two revisions into an empty site: its text is read from standard input, as JSON."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from wiki.models import ArticleRevision, URLPath  # noqa: E402 - Django has to be set up first


def main() -> None:
    """Make the tables, the root and the document."""
    call_command("migrate", verbosity=0)
    text = json.load(sys.stdin)["text"]
    root = URLPath.create_root(title="Root", content="Root")
    document = URLPath.create_urlpath(root, "document", title="Document", content=text)
    more = ArticleRevision(title="Document", content=f"{text}\n\nAnd one sentence more.\n")
    document.article.add_revision(more)
    sys.stdout.write(json.dumps({"revision": more.id}) + "\n")


if __name__ == "__main__":
    main()
