"""A site of FlaskBB: its settings and what is put into it. Run by the peer's own environment."""
