"""Bad luck: killed processes, lost servers, cut connections; nothing is lost or doubled."""
