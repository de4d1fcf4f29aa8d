"""The statements of schedules and their occurrences; a part of ``schedules``."""

from typing import Final

KEPT: Final = "SELECT * FROM schedule WHERE book_id = %(book)s"
# An id may stand in a text too: what is found is looked at once more.
NAMING: Final = """
    SELECT * FROM schedule WHERE book_id = %(book)s AND state <> 'ended'
        AND strpos(template::text, %(account)s) > 0
    ORDER BY id
"""
COUNT: Final = "SELECT count(*) FROM schedule WHERE book_id = %(book)s"
GET: Final = "SELECT * FROM schedule WHERE book_id = %(book)s AND id = %(id)s"
LOCK: Final = "SELECT * FROM schedule WHERE book_id = %(book)s AND id = %(id)s FOR UPDATE"
INSERT: Final = """
    INSERT INTO schedule (book_id, id, template, recurrence, mode, state, created_at, updated_at)
    VALUES (%(book)s, %(id)s, %(template)s, %(recurrence)s, %(mode)s, %(state)s, %(at)s, %(at)s)
    ON CONFLICT (book_id, id) DO NOTHING
"""
EDIT: Final = """
    UPDATE schedule SET template = %(template)s, recurrence = %(recurrence)s, mode = %(mode)s,
        state = %(state)s, updated_at = %(at)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
"""
WAKING: Final = """
    SELECT * FROM schedule WHERE book_id = %(book)s AND wake_on <= %(today)s
    ORDER BY wake_on, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
# The next day on which the clock has something to do; the same as schedules.waking.
KEEP_PLAN: Final = """
    UPDATE schedule SET planned_to = %(planned_to)s, plan_on = %(plan_on)s,
        held_until = %(held_until)s, fault = %(fault)s,
        wake_on = CASE WHEN state = 'active' THEN least(%(plan_on)s::date, (
            SELECT greatest(min(o.due_on), %(held_until)s::date) FROM occurrence o
            WHERE o.book_id = %(book)s AND o.schedule_id = %(id)s AND o.state = 'pending'
                AND %(mode)s = 'post'
            HAVING min(o.due_on) IS NOT NULL
        )) END
    WHERE book_id = %(book)s AND id = %(id)s
"""
PLAN: Final = """
    INSERT INTO occurrence (book_id, id, schedule_id, nominal_on, due_on, state)
    SELECT %(book)s, id, %(schedule)s, nominal_on, due_on, 'pending'
    FROM unnest(%(ids)s::uuid[], %(nominal)s::date[], %(due)s::date[])
        AS coming (id, nominal_on, due_on)
    ON CONFLICT DO NOTHING
"""
UNPLAN: Final = """
    DELETE FROM occurrence WHERE book_id = %(book)s AND schedule_id = %(schedule)s
        AND nominal_on >= %(first)s AND state = 'pending'
"""
PUT_BACK: Final = """
    UPDATE occurrence o SET due_on = moved.due_on, moved = true, version = o.version + 1
    FROM unnest(%(ids)s::uuid[], %(due)s::date[]) AS moved (id, due_on)
    WHERE o.book_id = %(book)s AND o.id = moved.id AND o.state = 'pending'
"""
SKIP_MISSED: Final = """
    UPDATE occurrence SET state = 'skipped', settled_at = %(at)s, settled_by = %(user)s,
        version = version + 1
    WHERE book_id = %(book)s AND schedule_id = %(schedule)s AND state = 'pending'
        AND due_on < %(today)s
"""
DUE: Final = """
    SELECT * FROM occurrence WHERE book_id = %(book)s AND schedule_id = %(schedule)s
        AND state = 'pending' AND due_on <= %(today)s
    ORDER BY due_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
ONE: Final = "SELECT * FROM occurrence WHERE book_id = %(book)s AND id = %(id)s"
SETTLE: Final = """
    UPDATE occurrence SET due_on = %(due_on)s, state = %(state)s, moved = %(moved)s,
        transaction_id = %(transaction)s, settled_at = %(settled_at)s,
        settled_by = %(settled_by)s, version = version + 1
    WHERE book_id = %(book)s AND id = %(id)s AND version = %(version)s
"""
OCCURRENCES: Final = """
    SELECT * FROM occurrence WHERE book_id = %(book)s AND schedule_id = %(schedule)s
        AND (%(state)s::text IS NULL OR state = %(state)s)
        AND (%(after)s::date IS NULL OR nominal_on > %(after)s)
    ORDER BY nominal_on LIMIT %(limit)s
"""
PENDING: Final = """
    SELECT o.* FROM occurrence o
    JOIN schedule s ON s.book_id = o.book_id AND s.id = o.schedule_id
    WHERE o.book_id = %(book)s AND o.state = 'pending' AND o.due_on <= %(until)s
        AND s.state = 'active'
    ORDER BY o.due_on, o.id LIMIT %(limit)s
"""
AROUND: Final = """
    SELECT * FROM (
        (SELECT * FROM occurrence WHERE book_id = %(book)s AND schedule_id = %(schedule)s
            AND state <> 'pending' ORDER BY nominal_on DESC LIMIT %(back)s)
        UNION ALL
        (SELECT * FROM occurrence WHERE book_id = %(book)s AND schedule_id = %(schedule)s
            AND state = 'pending' ORDER BY nominal_on LIMIT %(ahead)s)
    ) AS near ORDER BY nominal_on
"""
TOLD: Final = (
    "id",
    "schedule_id",
    "nominal_on",
    "due_on",
    "state",
    "moved",
    "transaction_id",
    "settled_at",
    "settled_by",
    "version",
)
"""What is said of an occurrence where its schedule's template and mode follow."""

NEAR: Final = """
    (SELECT * FROM (
        SELECT DISTINCT ON (o.schedule_id) {told}, s.template, s.mode FROM occurrence o
        JOIN schedule s ON s.book_id = o.book_id AND s.id = o.schedule_id
        WHERE o.book_id = %(book)s AND o.state = 'pending' AND o.due_on <= %(until)s
            AND s.state = 'active'
        ORDER BY o.schedule_id, o.due_on, o.id
    ) AS next ORDER BY due_on, id LIMIT %(coming)s)
    UNION ALL
    (SELECT {told}, s.template, s.mode FROM occurrence o
        JOIN schedule s ON s.book_id = o.book_id AND s.id = o.schedule_id
        WHERE o.book_id = %(book)s AND o.state = 'posted' AND o.settled_by IS NULL
            AND o.settled_at > coalesce((SELECT v.seen_at FROM visit v
                WHERE v.book_id = %(book)s AND v.user_id = %(user_id)s), '-infinity')
        ORDER BY o.settled_at DESC, o.id LIMIT %(posted)s)
""".format(told=", ".join(f"o.{name}" for name in TOLD))  # noqa: S608 - names of our own
SEEN: Final = """
    INSERT INTO visit AS kept (book_id, user_id, seen_at) VALUES (%(book)s, %(user)s, %(at)s)
    ON CONFLICT (book_id, user_id) DO UPDATE
        SET seen_at = greatest(kept.seen_at, excluded.seen_at)
"""
SETTLED_BY: Final = """
    SELECT o.* FROM transaction t
    JOIN occurrence o ON o.book_id = %(book)s AND o.transaction_id = t.id
    WHERE t.book_id = %(book)s AND t.import_id = %(import)s AND t.trashed_at IS NOT NULL
    ORDER BY o.schedule_id, o.id
"""
