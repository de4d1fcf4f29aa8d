"""Pages and the JSON API over the use cases."""
