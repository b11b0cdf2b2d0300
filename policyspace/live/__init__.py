"""Live co-drafting: several people write one text at the same time, over a websocket that speaks the Yjs protocol.

It is an extra on top of plain saves: what it holds becomes numbered revisions, and a plain save is merged into it.
"""
