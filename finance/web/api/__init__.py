"""The JSON API: one blueprint per resource, with its schemas."""
