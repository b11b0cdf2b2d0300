"""Text people typed: cleaned, cut into blocks, guarded, and turned into HTML that is safe to show.

Everything here is a pure function. Raw HTML in a text is shown as text, never obeyed.
"""
