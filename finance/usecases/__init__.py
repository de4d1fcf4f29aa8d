"""What can be asked of the system; each use case owns its one unit of work."""
