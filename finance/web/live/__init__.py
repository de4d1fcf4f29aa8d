"""The live channel: a WebSocket to every open page and listening program."""
