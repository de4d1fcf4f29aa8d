"""What a household owns, to be named by another one."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, text

from tests.api.client import Program

COMMITTED: Final = b"Date,Payee,Amount\n2026-11-01,Shop,-1.00\n2026-11-02,Shop,-2.00\n"
MARKED: Final = (
    *("change", "transaction", "account", "account_balance", "member"),
    *("schedule", "occurrence", "budget_limit", "invitation"),
)
PREVIEW: Final = b"Date,Payee,Amount\n2026-11-05,Shop,-3.00\n2026-11-06,Shop,-4.00\n"


@dataclass
class Owned:
    """Things of one household, by the name an address or body gives to their ids."""

    program: Program

    def __post_init__(self) -> None:
        program = self.program
        self.expense = program.spent(category="Groceries")["id"]
        self.income = program.made("/income", amount="5", date="2026-11-03")["id"]
        self.card = program.made("/accounts", name="Card", kind="liability")["id"]
        self.transfer = program.made(
            "/transfers",
            amount="5",
            date="2026-11-03",
            from_account_id=program.cash,
            to_account_id=self.card,
        )["id"]
        self.schedule = program.made(
            "/schedules",
            type="expense",
            amount="850",
            payee="Landlord",
            frequency="monthly",
            start_date="2026-12-01",
        )["id"]
        planned = program.seen(f"/schedules/{self.schedule}/occurrences")["items"]
        self.occurrence = planned[1]["id"]
        self.budget = program.made(
            "/budgets", category_id=program.category("Groceries"), amount="300"
        )["id"]
        self.change = program.seen("/changes")["items"][0]["id"]
        self.session = program.seen("/user/sessions")["items"][0]["id"]

        self.alert = program.made("/alerts", kind="large", amount="100000")["id"]
        program.spent("100000")
        self.book = program.me["book"]["id"]
        invited = program.made(f"/books/{self.book}/invitations", role="viewer")
        self.invitation, self.token = invited["id"], invited["token"]
        self.notice = program.seen("/notifications")["items"][0]["id"]
        self.profile = self.imported(COMMITTED)["id"]
        program.post(f"/imports/{self.profile}/commit")
        self.profile = program.seen("/imports/profiles")["items"][0]["id"]
        self.preview = self.imported(PREVIEW)["id"]
        self.line = program.seen(f"/imports/{self.preview}/lines")["items"][0]["id"]

    def imported(self, content: bytes) -> dict[str, Any]:
        """A bank file, looked at."""
        answer = self.program.upload("/imports", "bank.csv", content)
        assert answer.status_code == 201, answer.text
        seen: dict[str, Any] = answer.get_json()
        return seen

    def of(self, field: str, path: str) -> str:
        """The id that ``field`` of ``path`` asks for."""
        known = {
            "alert_id": self.alert,
            "notice_id": self.notice,
            "notification_id": self.notice,
            "account_id": self.program.cash,
            "from_account_id": self.program.cash,
            "to_account_id": self.card,
            "default_account_id": self.program.cash,
            "category_id": self.program.category("Groceries"),
            "move_to_id": self.program.category("Eating out"),
            "transaction_id": self.expense,
            "expense_id": self.expense,
            "income_id": self.income,
            "transfer_id": self.transfer,
            "budget_id": self.budget,
            "change_id": self.change,
            "import_id": self.preview,
            "line_id": self.line,
            "profile_id": self.profile,
            "schedule_id": self.schedule,
            "occurrence_id": self.occurrence,
            "session_id": self.session,
            "invitation_id": self.invitation,
            "book_id": self.book,
            "user_id": self.program.me["user"]["id"],
            "parent_id": self.program.category("Food") if "categories" in path else self.card,
        }
        return str(known[field])


def marks(engine: Engine, owned: Owned) -> list[object]:
    """Everything of a household that a change would leave a trace in."""
    book = owned.program.me["book"]["id"]
    with engine.connect() as connection:
        connection.execute(text("SELECT set_config('finance.book', :b, true)"), {"b": book})
        found = [
            connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2")).all()  # noqa: S608
            for table in MARKED
        ]
    return [tuple(row) for rows in found for row in rows]
