"""``wsgi:app``, for whoever runs the web server themselves."""

from finance.serving.wsgi import app

__all__ = ["app"]
