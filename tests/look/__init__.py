"""Tests of the look: every macro of templates/layout drawn on honest pages, without the application."""
