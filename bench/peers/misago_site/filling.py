"""Put one thread into an empty site, read from standard input as JSON; says where it is and who may post in it."""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - Django has to be set up first
from django.contrib.postgres.search import SearchVector  # noqa: E402 - Django has to be set up first
from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.test import Client  # noqa: E402 - Django has to be set up first
from django.utils import timezone  # noqa: E402 - Django has to be set up first
from misago.acl.models import Role  # noqa: E402 - Django has to be set up first
from misago.cache.versions import invalidate_all_caches  # noqa: E402 - Django has to be set up first
from misago.categories.models import Category  # noqa: E402 - Django has to be set up first
from misago.conf.models import Setting  # noqa: E402 - Django has to be set up first
from misago.markup.parser import parse  # noqa: E402 - Django has to be set up first
from misago.threads.checksums import update_post_checksum  # noqa: E402 - Django has to be set up first
from misago.threads.models import Post, Thread  # noqa: E402 - Django has to be set up first
from misago.users.test import create_test_user  # noqa: E402 - Django has to be set up first

AT_ONCE = 1_000
WRITERS = 64


def main() -> None:
    """Make the tables, people, and the thread, with the limits on what one may post lifted."""
    told = json.load(sys.stdin)
    call_command("migrate", verbosity=0)
    _settle(told["shown"])
    category = Category.objects.get(slug="first-category")
    people = [create_test_user(f"Writer{each}", f"writer{each}@peer.example") for each in range(WRITERS)]
    thread = _thread(category, people, told)
    category.synchronize()
    category.save()
    for person in people:
        person.update_acl_key()
        person.save()
    invalidate_all_caches()
    answer = {
        "page": thread.get_absolute_url(),
        "list": category.get_absolute_url(),
        "post": f"/api/threads/{thread.pk}/posts/",
        "cookies": [_cookie_of(each) for each in people],
    }
    sys.stdout.write(json.dumps(answer) + "\n")


def _settle(shown: int) -> None:
    """So many posts on a page; no limits on what one may post."""
    wanted = {
        "posts_per_page": shown,
        "posts_per_page_orphans": 0,
        "hourly_post_limit": 0,
        "daily_post_limit": 0,
        "post_length_max": 100_000,
    }
    for name, value in wanted.items():
        Setting.objects.filter(setting=name).update(dry_value=str(value))
    for role in Role.objects.all():
        threads = role.permissions.setdefault("misago.threads.permissions.threads", {})
        threads["can_omit_flood_protection"] = True
        role.save()


def _thread(category, people, told) -> Thread:
    now = timezone.now()
    names = {"starter_name": "Writer0", "starter_slug": "writer0", "last_poster_name": "Writer0"}
    thread = Thread(category=category, started_on=now, last_post_on=now, **names)
    thread.set_title("A document of twenty kilobytes")
    thread.save()
    words = [told["text"], *[told["comment"]] * told["comments"], told["rare"]]
    parsed = {each: _html(each, people[0]) for each in set(words)}
    for at in range(0, len(words), AT_ONCE):
        posts = [
            _post(thread, people[number % WRITERS], text, parsed[text], now)
            for number, text in enumerate(words[at : at + AT_ONCE])
        ]
        for post in Post.objects.bulk_create(posts):
            update_post_checksum(post)
        Post.objects.bulk_update(posts, ["checksum"])
    Post.objects.update(search_vector=SearchVector("search_document", config="simple"))
    thread.synchronize()
    thread.save()
    return thread


def _html(text, person) -> str:
    class Asked:
        user = person

        @staticmethod
        def get_host() -> str:
            return "127.0.0.1"

    return parse(text, Asked, person)["parsed_text"]


def _post(thread, person, text, html, now) -> Post:
    post = Post(
        category=thread.category,
        thread=thread,
        poster=person,
        poster_name=person.username,
        original=text,
        parsed=html,
        posted_on=now,
        updated_on=now,
    )
    post.set_search_document()
    return post


def _cookie_of(person) -> str:
    """The cookie of a browser in which `person` is signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.pk))
    return f"sessionid={client.cookies['sessionid'].value}"


if __name__ == "__main__":
    main()
