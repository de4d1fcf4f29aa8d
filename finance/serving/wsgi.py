"""The application for any WSGI server; the settings come from the environment."""

from finance.bootstrap import application
from finance.serving.logs import write_logs
from finance.settings import Misconfigured, completed, load

_settings = completed(load())
write_logs(_settings.log_level)
if not _settings.database_url:
    raise Misconfigured(("DATABASE_URL: is missing; `finance serve` brings its own database",))

app = application(_settings)
