"""How texts are compared, merged and numbered: pure functions, no session, no clock, no request.

One alignment serves them all: `alignment.align_blocks` pairs the blocks of two texts, `edits` finds the words that
differ inside a pair; `diff` shows the result, `merge` joins two results, `identity` carries block ids along them.
"""
