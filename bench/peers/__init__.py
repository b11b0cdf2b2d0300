"""What people would use instead, installed from a package registry when it is measured; nothing of it is kept here."""
