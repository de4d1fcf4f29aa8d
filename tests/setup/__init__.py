"""Setting up, starting, healing and stopping: what happens around the program."""
