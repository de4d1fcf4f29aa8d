"""What ``people/_address.html`` says of a person's address."""

from finance.domain.people import Actor
from finance.web.context import usecases


def addressed(actor: Actor) -> dict[str, object]:
    """The actor's address, whether it is proven, and whether letters leave at all."""
    verifying = usecases().people.verifying
    return {"address": verifying.address(actor), "mails": verifying.mails}
