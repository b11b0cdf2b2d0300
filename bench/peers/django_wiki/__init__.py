"""A site of django-wiki: its settings, its addresses, and what is put into it. Run by the peer's own environment."""
