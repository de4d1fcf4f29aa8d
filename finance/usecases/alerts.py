"""The rules of alerts: what a household wants to be told of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from finance.domain.alerts import MOST_RULES, AlertRule
from finance.domain.changes import Subject, alert_snapshot
from finance.domain.errors import ChangedMeanwhile, Conflict, Invalid
from finance.domain.people import Actor, Role
from finance.usecases.means import Means, retried
from finance.usecases.notice_ports import Listening
from finance.usecases.ports import Work


@dataclass(frozen=True, slots=True)
class RuleAdded:
    """The answer to ``add``: the rule, and whether this call made it."""

    rule: AlertRule
    made: bool


@dataclass(frozen=True, slots=True)
class Alerts:
    """The use cases of rules; each is one unit of work."""

    means: Means

    def all(self, actor: Actor) -> tuple[AlertRule, ...]:
        """The rules of the book, in the order they were made."""
        with self.means.work(actor) as work:
            return work.alerts.all()

    def listening(self, actor: Actor) -> Listening:
        """The rules, how the actor wants to hear of each kind, and the accounts."""
        with self.means.work(actor) as work:
            return work.alerts.listening(actor.user.id)

    def get(self, actor: Actor, rule_id: UUID) -> AlertRule:
        """One rule; NotFound."""
        with self.means.work(actor) as work:
            return work.alerts.get(rule_id)

    @retried
    def add(self, actor: Actor, rule: AlertRule) -> RuleAdded:
        """Make a rule; made already with the same words it answers the one that is there.

        Invalid for an account that is not there or of a wrong kind, or ``alerts_many``; Conflict
        ``alert_there`` or ``id_taken``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            rule.placed(work.accounts.chart(hold=True))
            known = {one.id: one for one in work.alerts.all()}
            if rule.id in known:
                return RuleAdded(_same_again(work, rule, known[rule.id]), made=False)
            if len(known) >= MOST_RULES:
                raise Invalid("alerts_many", None, {"limit": MOST_RULES})
            work.alerts.add(rule, self.means.mark(actor))
            work.commit()
        return RuleAdded(rule, made=True)

    @retried
    def change(
        self,
        actor: Actor,
        rule_id: UUID,
        version: int | None,
        turn: Callable[[AlertRule], AlertRule],
    ) -> AlertRule:
        """Put what ``turn`` makes of a rule in its place; the rule as it is then.

        ``version`` is the one the caller saw (None: whatever it is now). NotFound,
        ChangedMeanwhile, Invalid as for ``add``; Conflict ``alert_there``.
        """
        actor.require(Role.EDITOR)
        with self.means.work(actor) as work:
            before = _current(work, rule_id, version)
            after = replace(turn(before), id=before.id, version=before.version)
            if after == before:
                return before
            after.placed(work.accounts.chart(hold=True))
            written = work.alerts.replace(before, after, self.means.mark(actor))
            work.commit()
        return written

    @retried
    def remove(self, actor: Actor, rule_id: UUID, version: int | None = None) -> UUID:
        """Take a rule away; the id of the change, for its undo. NotFound, ChangedMeanwhile."""
        actor.require(Role.EDITOR)
        mark = self.means.mark(actor)
        with self.means.work(actor) as work:
            work.alerts.remove(_current(work, rule_id, version), mark)
            work.commit()
        return mark.id


def _current(work: Work, rule_id: UUID, version: int | None) -> AlertRule:
    found = work.alerts.get(rule_id, lock=True)
    if version is not None and found.version != version:
        raise ChangedMeanwhile("changed_meanwhile", "version", {"version": found.version})
    return found


def _same_again(work: Work, rule: AlertRule, there: AlertRule) -> AlertRule:
    """The rule that is there; Conflict ``id_taken`` unless it was first made by these words."""
    first = work.changes.first(Subject.ALERT, rule.id)
    if first is None or first.after != alert_snapshot(rule):
        raise Conflict("id_taken", "id")
    return there
