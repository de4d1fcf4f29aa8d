"""The page that shows every component once, with sample values: for those who make pages."""

from flask import Blueprint, Flask, render_template

from finance.web import samples


def register(app: Flask) -> None:
    """Serve the style guide at ``/style-guide``; it needs no sign-in and shows nobody's data."""
    part = Blueprint("style_guide", __name__)

    @part.get("/style-guide")
    def show() -> str:
        frame = {"shell": samples.shell(), "period": samples.period()}
        return render_template("style_guide.html", sample=samples, **frame)

    app.register_blueprint(part)
