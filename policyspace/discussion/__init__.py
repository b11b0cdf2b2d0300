"""What people say about a document: comments of a kind, on the whole or on a numbered block, in threads.

Every comment keeps the capacity it was made in; a facilitator may hide one, with a reason.
"""
