"""Running the whole: the database, the web server, and keeping both up until told to stop."""
