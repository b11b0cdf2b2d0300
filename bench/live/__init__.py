"""Live editing by many people, beside hocuspocus and y-websocket (both from npm), by one load program."""
