"""What is written in the demonstration. It is made up; the words are content, so they are not translated."""

from __future__ import annotations
