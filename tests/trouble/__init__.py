"""Bad luck: killed processes, lost servers, cut connections. Nothing is lost and nothing doubled."""
