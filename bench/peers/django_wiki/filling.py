"""Put a document of two revisions into an empty site: its text is the file that the first argument names."""

import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from wiki.models import ArticleRevision, URLPath  # noqa: E402 - Django has to be set up first


def main() -> None:
    """Make the tables, the root and the document."""
    call_command("migrate", verbosity=0)
    text = Path(sys.argv[1]).read_text()
    root = URLPath.create_root(title="Root", content="Root")
    document = URLPath.create_urlpath(root, "document", title="Document", content=text)
    more = ArticleRevision(title="Document", content=f"{text}\n\nAnd one sentence more.\n")
    document.article.add_revision(more)
    sys.stdout.write(f"{more.id}\n")


if __name__ == "__main__":
    main()
