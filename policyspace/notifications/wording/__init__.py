"""What each letter says. One file per package whose deeds it tells of; every sentence is held by a test."""
