"""Everything that can be done here, as verbs."""

from __future__ import annotations

from policyspace.charter.words import Word
from policyspace.foundation.i18n import lazy


class Action(Word):
    """One thing that can be done; the label names it in the permission table."""

    SIGN_UP = "sign_up", lazy("Sign up")
    SIGN_IN = "sign_in", lazy("Sign in, or ask for a link or a new password")
    MANAGE_OWN_ACCOUNT = "manage_own_account", lazy("Change your own account and sessions")
    MAKE_API_TOKEN = "make_api_token", lazy("Make a token for the API")
    ADMINISTER = "administer", lazy("Add and change organisations")
    LET_SPEAK = "let_speak", lazy("Let someone speak for an organisation, or take that back")
    KEEP_SERVICE = "keep_service", lazy("Make someone an administrator, or bring in people from elsewhere")

    OPEN_SPACE = "open_space", lazy("Open a space")
    READ_SPACE = "read_space", lazy("Read a space")
    EDIT_SPACE = "edit_space", lazy("Change a space")
    JOIN_SPACE = "join_space", lazy("Join a space")
    CHOOSE_CAPACITY = "choose_capacity", lazy("Choose the capacity you act in")
    INVITE = "invite", lazy("Invite someone, or withdraw an invitation")
    CHANGE_ROLE = "change_role", lazy("Change a member’s role")
    END_MEMBERSHIP = "end_membership", lazy("End a membership")

    CREATE_PROBLEM = "create_problem", lazy("Start a problem")
    CREATE_PROPOSAL = "create_proposal", lazy("Start a proposal")
    READ_DRAFT_DOCUMENT = "read_draft_document", lazy("Read a draft problem or an unpublished proposal")
    SAVE_REVISION = "save_revision", lazy("Save a revision")
    FOLLOW_LIVE_TEXT = "follow_live_text", lazy("Follow a text while others write it")
    KEEP_LIVE_TEXT = "keep_live_text", lazy("Make what was written together a revision")
    OPEN_PROBLEM = "open_problem", lazy("Open a problem for comments")
    CLOSE_PROBLEM = "close_problem", lazy("Close a problem to comments and answer them")
    FRAME_PROBLEM = "frame_problem", lazy("Mark a problem as agreed")
    REOPEN_PROBLEM = "reopen_problem", lazy("Open a problem again")
    PUBLISH_PROPOSAL = "publish_proposal", lazy("Publish a proposal")
    LIFT_PUBLICATION = "lift_publication", lazy("Let a proposal be published before Trust is met")
    MANAGE_TEMPLATES = "manage_templates", lazy("Add, change or retire a template of the space")

    COMMENT = "comment", lazy("Comment")
    WRITE_FIRST = "write_first", lazy("Write a comment first, and confirm an email address afterwards")
    KEY_IN = "key_in", lazy("Key in what someone said on paper, by phone or at a meeting; print slips for it")
    READ_KEYED_IN = "read_keyed_in", lazy("See the list of what was keyed in, with its codes")
    CORRECT_KEYED_IN = "correct_keyed_in", lazy("Correct a comment that was keyed in")
    TAKE_BACK_KEYED_IN = "take_back_keyed_in", lazy("Take back a comment that was keyed in")
    REPLY = "reply", lazy("Reply to a comment")
    SUPPORT = "support", lazy("Support a comment")
    EDIT_COMMENT = "edit_comment", lazy("Edit a comment")
    WITHDRAW_COMMENT = "withdraw_comment", lazy("Withdraw a comment")
    HIDE_COMMENT = "hide_comment", lazy("Hide a comment")
    UNHIDE_COMMENT = "unhide_comment", lazy("Show a hidden comment again")
    READ_HIDDEN_COMMENT = "read_hidden_comment", lazy("Read a hidden comment")
    REPORT_COMMENT = "report_comment", lazy("Report a comment")
    MODERATE = "moderate", lazy("See what is reported, held or appealed against")
    KEEP_REPORTED = "keep_reported", lazy("Leave a reported comment as it is")
    DECIDE_HELD = "decide_held", lazy("Release or hide what was held")
    APPEAL = "appeal", lazy("Appeal against the hiding of a comment")
    DECIDE_APPEAL = "decide_appeal", lazy("Decide an appeal")

    READ_DRAFT_ANSWER = "read_draft_answer", lazy("Read answers to comments before they are published")
    DRAFT_ANSWER = "draft_answer", lazy("Draft an answer to comments, or change a draft")
    CLEAR_ANSWER = "clear_answer", lazy("Clear a drafted answer")
    PUBLISH_ANSWER = "publish_answer", lazy("Publish answers")
    TAKE_BACK_ANSWER = "take_back_answer", lazy("Take a published answer back to draft")

    SUGGEST = "suggest", lazy("Suggest a change to a passage")
    DECIDE_SUGGESTION = "decide_suggestion", lazy("Accept or decline a suggestion")
    WITHDRAW_SUGGESTION = "withdraw_suggestion", lazy("Withdraw a suggestion")
    RENEW_SUGGESTION = "renew_suggestion", lazy("Make a suggestion again from the new words")

    READ_RECORD = "read_record", lazy("Read a shared outcome")
    ADD_ENTRY = "add_entry", lazy("Add an entry to the shared outcome")
    CARRY_OVER = "carry_over", lazy("Carry entries over from the record of an earlier proposal")
    CHANGE_ENTRY = "change_entry", lazy("Change an entry that all share")
    CHANGE_SIDE_ENTRY = "change_side_entry", lazy("Change an entry in one side’s own words")
    WRITE_PROCESS_ENTRY = "write_process_entry", lazy("Add or change an entry about the process")
    DECLARE_INTERESTS = "declare_interests", lazy("Declare your own interests")
    ACCEPT_ENTRY = "accept_entry", lazy("Accept or correct an entry that concerns your side")
    SET_ASIDE = "set_aside", lazy("Set a required item aside, or require it again")
    CONFIRM_STAGE = "confirm_stage", lazy("Confirm a stage, or say not yet")
    COUNT_FOR_SIDE = "count_for_side", lazy("Count for a side when confirming")
    MOVE_STAGE = "move_stage", lazy("Move a proposal to another stage")
    READ_DESK = "read_desk", lazy("See the facilitator’s desk")
    NUDGE = "nudge", lazy("Nudge someone a proposal waits for")
    CLOSE_RECORD = "close_record", lazy("Close a shared outcome, or open it again")
    HAND_OVER = "hand_over", lazy("Hand over who looks after a proposal")
