"""Open suggestions as numbered notes: the words as they are and as they would be, why, and what was said to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from policyspace.discussion.queries import Suggested, Thread
from policyspace.drafting.models import Revision, Suggestion
from policyspace.drafting.rules.diff import Segment, compare_texts
from policyspace.foundation.dates import friendly_time
from policyspace.foundation.i18n import _, plural
from policyspace.reporting.exporting.paper import Chapter, Group, Note, Saying
from policyspace.reporting.exporting.remarks import place_of
from policyspace.reporting.exporting.sayings import Sayings
from policyspace.reporting.exporting.tree import Block, Blocks, Paragraph, Run


def suggestions_on(
    revision: Revision,
    by_block: Mapping[str, Sequence[Suggested]],
    threads: Mapping[int, Thread],
    sayings: Sayings,
    *,
    day: str,
) -> Chapter | None:
    """The suggestions that wait for a decision on the newest revision; None where there are none."""
    writer = _Writer(threads, sayings)
    groups = [
        writer.group(place_of(block), by_block[block["id"]], link=block["id"])
        for block in revision.blocks
        if block["id"] in by_block
    ]
    here = {block["id"] for block in revision.blocks}
    if gone := [each for block_id, some in by_block.items() if block_id not in here for each in some]:
        groups.append(writer.group(_("On paragraphs that are not in this revision"), gone))
    if not groups:
        return None
    lead = plural(
        "%(num)s suggestion waited for a decision on %(day)s.",
        "%(num)s suggestions waited for a decision on %(day)s.",
        writer.count,
        day=day,
    )
    return Chapter(_("Suggestions"), lead, tuple(groups))


class _Writer:
    """Counts the notes of one file."""

    def __init__(self, threads: Mapping[int, Thread], sayings: Sayings) -> None:
        self.threads, self.sayings = threads, sayings
        self.count = 0

    def group(self, heading: str, suggested: Iterable[Suggested], *, link: str | None = None) -> Group:
        """Suggestions on the same passage."""
        return Group(heading, tuple(map(self._note, suggested)), link)

    def _note(self, suggested: Suggested) -> Note:
        self.count += 1
        thread = self.threads.get(suggested.thread_id)
        made = suggested.suggestion
        why: Blocks = self.sayings.saying(thread.comment).blocks if thread else (_said(made.why),)
        return Note(
            label=_("S%(number)s", number=self.count),
            saying=Saying(
                who=made.author.display_name,
                hat=suggested.capacity.text,
                when=friendly_time(made.created_at, self.sayings.zone),
                blocks=(*_edit(made), *why),
            ),
            replies=self.sayings.replies(thread) if thread else (),
            more=self.sayings.more(thread) if thread else "",
        )


def _edit(made: Suggestion) -> Iterable[Block]:
    """The passage with what would go struck through, and the words with what would come underlined."""
    segments = [
        each for change in compare_texts(made.passage, made.words).changes for each in change.segments
    ]
    yield _told(_("Now:"), segments, without="insert")
    if made.words.strip():
        yield _told(_("Suggested:"), segments, without="delete")
    else:
        yield Paragraph((Run(_("Suggested: take this out."), bold=True),))


def _told(first: str, segments: Iterable[Segment], *, without: str) -> Paragraph:
    runs = [
        Run(each.text, struck=each.mark == "delete", added=each.mark == "insert")
        for each in segments
        if each.mark != without
    ]
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return Paragraph((Run(f"{first} ", bold=True), *(run for run in runs if run.text)))


def _said(words: str) -> Paragraph:
    return Paragraph((Run(words),))
