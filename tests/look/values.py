"""What the specimen pages show: real lengths, long Welsh words, an Arabic name, everything wrong at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

WHEN = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
LLANFAIR = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
SPACE = "Homes for older people"

PEOPLE = [
    {"name": "Amira Khan", "capacity": "Housing team, Northfield Council (local) · own view"},
    {
        "name": "Gwenllian ferch Llywelyn-Prydderch",
        "capacity": f"Cyngor Cymuned {LLANFAIR} (local) · organisation’s position",
    },
    {"name": "سارة عبد الرحمن الأنصاري", "capacity": "Resident · own view"},
    {"name": "J", "capacity": "Department for Communities (central) · own view"},
]

WIDE_TABLE = Markup(
    "<p>Waiting times by ward:</p><table><thead><tr><th>Ward</th><th>Homes</th><th>Adapted</th><th>Waiting</th>"
    "<th>Months</th><th>Responsibility</th></tr></thead><tbody><tr><td>Northfield East</td><td>1,204</td><td>88</td>"
    "<td>131</td><td>11</td><td>Occupational therapy</td></tr></tbody></table>"
)

TEXTS = """\
<h2>What happens to people now</h2>
<p>Most homes in Northfield were built before 1960. <strong>Four in ten residents over 75</strong> cannot use their \
own stairs, and <a href="https://example.org/survey">a survey of 812 households</a> found that many sleep below.</p>
<p>I waited eleven months for a rail by the bath. My neighbour is still waiting.</p>
<ul><li>Stairs without a second rail<ul><li>mostly terraced houses</li></ul></li><li>Baths too high</li></ul>
TABLE
<blockquote><p>We were told to ring back in the spring.</p></blockquote>
<pre><code>waiting = adapted / asked * 100  # one line that is longer than any phone is wide, on purpose</code></pre>
<dl><dt>Adaptation</dt><dd>A change to a home that lets someone stay in it.</dd></dl>
<p>In LLANFAIR the council<sup><a href="#b-k1x">1</a></sup> keeps a list of <code>DFG</code> requests.</p>
<hr><ol><li>Paid for by the county.</li></ol>
""".replace("TABLE", WIDE_TABLE).replace("LLANFAIR", LLANFAIR)
BLOCKS = [
    {
        "id": f"k{place}x",
        "number": place or None,
        "html": Markup(html),  # noqa: S704 - the texts stand right above
        "comments": {1: 1, 3: 24}.get(place, 0),
    }
    for place, html in enumerate(TEXTS.splitlines())
]

PARTS = [
    ("equal", "Adaptations take "),
    ("delete", "a long time"),
    ("insert", "eleven months on average, and longer in the east"),
    ("equal", ".\nThe council pays for most of them."),
]

KEPT: dict[str, Any] = {
    "writer": "7-mark",
    "place": "/s/homes-for-older-people/new",
    "url": "/unsent?place=/s/homes-for-older-people/new",
    "offers": [
        {
            "id": 4,
            "form_key": "b2",
            "kept_at": WHEN,
            "begins": f"… the road to {LLANFAIR} is steep…",
            "href": "/n?unsent=4",
        },
        {"id": 3, "form_key": "b1", "kept_at": WHEN, "begins": "كتبت هذا ولم أرسله", "href": "/n?unsent=3"},
    ],
    "filled": {"id": 2, "form_key": "a1", "kept_at": WHEN, "begins": "I waited", "href": "/n?unsent=2"},
}
"""A form filled with words that were kept, and others waiting above it."""

STAGES: list[dict[str, Any]] = [
    {
        "name": "Trust",
        "meaning": "Listen and understand the place before proposing.",
        "state": "met",
        "state_words": "Met",
        "href": "/p/4/trust",
    },
    {
        "name": "Flexibility",
        "meaning": "Be comfortable with what nobody knows yet.",
        "state": "stale",
        "state_words": "Words changed after someone confirmed",
        "href": "/p/4/flexibility",
        "waiting_for": ["Amira Khan, for the local side, to look again"],
    },
    {
        "name": "Honesty",
        "meaning": "Say what you can and cannot deliver.",
        "state": "ready",
        "state_words": "Ready to confirm",
        "href": "/p/4/honesty",
        "current": True,
        "waiting_for": ["someone from the central side", f"someone from {LLANFAIR}"],
    },
    {
        "name": "Clarity",
        "meaning": "Agree what it must achieve.",
        "state": "gathering",
        "state_words": "Gathering",
        "href": "/p/4/clarity",
        "waiting_for": ["an outcome in one plain sentence", "how each party can leave"],
    },
    {
        "name": "Sustainability",
        "meaning": "Make it last when people move on.",
        "state": "not_begun",
        "state_words": "Not begun",
        "href": "/p/4/sustainability",
    },
]

CONFIRMED = [
    {"answer": "confirm", "answer_words": "Confirmed", "when": WHEN, **PEOPLE[0]},
    {
        "answer": "reservation",
        "answer_words": "Confirmed with a reservation",
        "words": "Only if the county keeps paying after 2028.",
        "when": WHEN,
        **PEOPLE[2],
    },
    {
        "answer": "not_yet",
        "answer_words": "Not yet",
        "words": "Our committee meets on 4 December 2026.",
        "when": WHEN,
        **PEOPLE[1],
    },
    {"answer": "confirm", "answer_words": "Confirmed", "stale": True, "when": WHEN, **PEOPLE[3]},
]

DOCUMENTS = [
    {
        "title": "Homes older people can stay in",
        "href": "/d/3",
        "text": "Why people leave homes they love, and who waits longest.",
        "tag": "Open for comments",
        "tone": "waiting",
        "meta": ["Problem", "24 comments", "20 answered", "Closes 4 December 2026"],
    },
    {
        "title": f"Cartrefi yn {LLANFAIR}",
        "href": "/d/4",
        "tag": "Framed",
        "tone": "done",
        "meta": ["Problem"],
    },
    {"title": "سكن لكبار السن", "href": "/d/5"},
]

ASKED = [
    {
        "text": "Confirm Honesty for the local side",
        "href": "/p/4/honesty",
        "why": "Two people have confirmed these words.",
        "due": WHEN,
    },
    {"text": "Answer 4 comments on Homes older people can stay in", "href": "/d/3/comments?answered=no"},
]

HAPPENED = [
    {
        "sentence": "Amira Khan saved revision 7 of Homes older people can stay in",
        "href": "/d/3/r/7",
        "capacity": PEOPLE[0]["capacity"],
        "words": "Adds what residents told us about stairs",
        "when": WHEN,
    },
    {"sentence": "Comments on Homes older people can stay in opened", "when": WHEN},
    {
        "sentence": f"{PEOPLE[2]['name']} commented",
        "href": "/c/1",
        "capacity": PEOPLE[2]["capacity"],
        "when": WHEN,
    },
]

JUST_HAPPENED = [
    ("success", "Your comment is posted."),
    ("message", "Homes for older people closes for comments on 4 December 2026."),
]

EVERYWHERE: dict[str, Any] = {
    "asked": ASKED,
    "blocks": BLOCKS,
    "confirmed": CONFIRMED,
    "documents": DOCUMENTS,
    "happened": HAPPENED,
    "labels": {"name": "", "email": "", "password": "", "question": "", "visibility": "", "closes_on": ""},
    "parts": PARTS,
    "people": PEOPLE,
    "space_name": SPACE,
    "spaces": DOCUMENTS,
    "stages": STAGES,
    "when": WHEN,
    "wide_table": WIDE_TABLE,
}

TYPED: dict[str, Any] = {
    "idempotency_key": "a1",
    "name": 'Homes "for" <older> people',
    "email": "amira@northfield",
    "password": "hunter2hunter2",
    "question": "\n\nFirst line after two empty ones\n    indented\n",
    "notes": "  kept\n  as typed\n",
    "visibility": "members",
    "sides": ["local", "resident"],
    "place": "12",
    "closes_on-day": "31",
    "closes_on-month": "2",
    "closes_on-year": "2027",
    "agreed": "yes",
    "base": 6,
}
WRONG: dict[str, list[str]] = {
    "": ["Someone else opened a space with this name while you typed."],
    "name": ["Enter a name of 80 characters or fewer.", "Use letters, not signs."],
    "email": ["Enter an email address, like name@example.com."],
    "password": ["Enter a password of 12 characters or more."],
    "question": ["Enter the question."],
    "notes": ["Notes must be 20 characters or fewer."],
    "visibility": ["Choose who can read it."],
    "yes_no": ["Choose yes or no."],
    "sides": ["Choose the sides that take part."],
    "place": ["Choose a place."],
    "closes_on": ["Enter a real date."],
    "closes_on-month": ["Enter a month from 1 to 12."],
    "agreed": ["Say that you have read how comments are used."],
    "answer": ["Choose an answer."],
    "reason": ["Say why."],
    "choice-4": ["Choose which words should stand."],
    "third-4": ["Write the new words."],
    "kind": ["Choose a kind."],
    "body": ["Write your comment."],
}


def wrong_for(html: str) -> dict[str, list[str]]:
    """The sentences for the fields that a page has, and the one for the whole form."""
    return {name: said for name, said in WRONG.items() if not name or f'name="{name}' in html}
