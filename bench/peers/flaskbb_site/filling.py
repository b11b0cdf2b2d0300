"""Put one topic into an empty site, read from standard input as JSON; says where it is and who may sign in."""

import json
import os
import sys

import sqlalchemy as sa
from flaskbb.app import create_app
from flaskbb.extensions import db
from flaskbb.forum.models import Category, Forum, Post, Topic
from flaskbb.settings import Setting
from flaskbb.user.models import User
from flaskbb.utils.helpers import time_utcnow
from flaskbb.utils.populate import (
    create_default_groups,
    create_default_settings,
    create_latest_db,
    create_user,
)

AT_ONCE = 1_000


def main() -> None:
    """Make the tables, people and the topic, with so many posts on a page."""
    told = json.load(sys.stdin)
    app = create_app("flaskbb_site.settings.Settings", os.environ["PEER_PLACE"])
    with app.app_context(), app.test_request_context("/"):
        create_latest_db()
        create_default_groups()
        create_default_settings()
        db.session.execute(
            sa.update(Setting).where(Setting.key == "POSTS_PER_PAGE").values(value=told["shown"])
        )
        db.session.execute(
            sa.update(Setting).where(Setting.key == "AUTH_RATELIMIT_ENABLED").values(value=False)
        )
        db.session.commit()
        Setting.invalidate_cache()
        people = [_person(number, told["password"]) for number in range(told["writers"])]
        topic = _topic(people, told)
        answer = {"topic": topic.id, "logins": [each.username for each in people]}
        sys.stdout.write(json.dumps(answer) + "\n")


def _person(number: int, password: str) -> User:
    return create_user(f"writer{number}", password, f"writer{number}@example.org", "member")


def _topic(people: list[User], told) -> Topic:
    category = Category(title="Bench", position=1)
    category.save()
    forum = Forum(title="Documents", description="What we talk about", category_id=category.id)
    forum.save()
    topic = Topic(title="A document of twenty kilobytes")
    topic.save(user=people[0], forum=forum, post=Post(content=told["text"]))
    words = [told["comment"]] * told["comments"] + [told["rare"]]
    rows = [_row(topic, people[number % len(people)], text) for number, text in enumerate(words)]
    for at in range(0, len(rows), AT_ONCE):
        db.session.execute(sa.insert(Post), rows[at : at + AT_ONCE])
    topic.post_count = len(words) + 1
    topic.last_post_id = db.session.scalar(sa.select(sa.func.max(Post.id)))
    db.session.commit()
    forum.recalculate(last_post=True)
    for person in people:
        person.recalculate()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()
    return topic


def _row(topic: Topic, person: User, text: str) -> dict[str, object]:
    return {
        "topic_id": topic.id,
        "user_id": person.id,
        "username": person.username,
        "content": text,
        "date_created": time_utcnow(),
    }


if __name__ == "__main__":
    main()
