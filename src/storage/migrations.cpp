#include "storage/migrations.h"

// Times are microseconds since 1970 UTC. `base` holds what `agreed` and `shown` are in memory, as
// JSON by field and side name, so that a changed definition still loads; it stands apart from
// `link` because look-ups of ids need the small table only.
static QStringList linkTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE,
    service TEXT NOT NULL,
    condition INTEGER NOT NULL,
    reason TEXT NOT NULL,
    behind INTEGER NOT NULL,
    marked INTEGER NOT NULL
) STRICT)"),
        QStringLiteral("CREATE INDEX link_condition ON link (service, condition)"),
        QStringLiteral("CREATE INDEX link_behind ON link (service) WHERE behind = 1"),
        QStringLiteral(R"(
CREATE TABLE base (
    link INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,
    agreed BLOB NOT NULL,
    shown BLOB NOT NULL
) STRICT)"),
        QStringLiteral(R"(
CREATE TABLE member (
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    record_id TEXT NOT NULL,
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    former INTEGER NOT NULL DEFAULT 0,
    stamp TEXT NOT NULL,
    edited_from INTEGER,
    edited_to INTEGER,
    seen_at INTEGER NOT NULL,
    stamp_is_ours INTEGER NOT NULL,
    fingerprint BLOB NOT NULL,
    alive INTEGER NOT NULL,
    PRIMARY KEY (service, side, record_id)
) STRICT, WITHOUT ROWID)"),
        QStringLiteral("CREATE INDEX member_link ON member (link, side)"),
    };
}

static QStringList markTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE hold (
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (link, field)
) STRICT, WITHOUT ROWID)"),
        QStringLiteral(R"(
CREATE TABLE quarantine (
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    field TEXT NOT NULL,
    revision INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (link, side, field)
) STRICT, WITHOUT ROWID)"),
        QStringLiteral(R"(
CREATE TABLE frozen (
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    PRIMARY KEY (link, field)
) STRICT, WITHOUT ROWID)"),
    };
}

static QStringList decisionTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE conflict (
    id TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    state TEXT NOT NULL,
    base BLOB NOT NULL,
    shown BLOB NOT NULL,
    winner TEXT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    run TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT)"),
        QStringLiteral("CREATE INDEX conflict_link ON conflict (link, field)"),
        QStringLiteral("CREATE INDEX conflict_open ON conflict (service) WHERE state = 'open'"),
        QStringLiteral(R"(
CREATE TABLE question (
    id TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    record_ids TEXT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    run TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (service, side, record_ids)
) STRICT)"),
    };
}

static QStringList sideTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE pending (
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    record_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (service, side, record_id)
) STRICT, WITHOUT ROWID)"),
        QStringLiteral(R"(
CREATE TABLE side_state (
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    identity TEXT NOT NULL,
    label TEXT NOT NULL,
    cursor TEXT NOT NULL,
    cache BLOB NOT NULL,
    depends_on BLOB NOT NULL,
    last_complete INTEGER,
    last_total INTEGER NOT NULL,
    PRIMARY KEY (service, side)
) STRICT, WITHOUT ROWID)"),
    };
}

// States of an operation: see JournalEntry::State (0 planned, 1 started).
static QStringList historyTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    mode TEXT NOT NULL,
    dry_run INTEGER NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    result TEXT NOT NULL
) STRICT)"),
        QStringLiteral("CREATE INDEX run_started ON run (started_at)"),
        QStringLiteral(R"(
CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    service TEXT NOT NULL,
    link INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    kind INTEGER NOT NULL,
    record_id TEXT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    fields BLOB NOT NULL,
    state INTEGER NOT NULL,
    error TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT)"),
        QStringLiteral("CREATE INDEX operation_run ON operation (run)"),
        QStringLiteral("CREATE INDEX operation_link ON operation (link)"),
        QStringLiteral("CREATE INDEX operation_unsettled ON operation (service, state) "
                       "WHERE state IN (0, 1)"),
    };
}

static QStringList logTables()
{
    return {
        QStringLiteral(R"(
CREATE TABLE sync_logs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    event_type TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT)"),
        QStringLiteral("CREATE INDEX sync_logs_created ON sync_logs (created_at)"),
    };
}

// What persons decided: `decision` until a run carried it out, `identity` for good.
static QStringList choiceTables()
{
    return {
        QStringLiteral("ALTER TABLE conflict ADD COLUMN revision INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE question ADD COLUMN subject_side TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE question ADD COLUMN subject TEXT NOT NULL DEFAULT ''"),
        QStringLiteral(R"(
CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    link BLOB NOT NULL,
    field TEXT NOT NULL,
    side TEXT NOT NULL,
    value BLOB NOT NULL,
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    was_open INTEGER NOT NULL,
    shown BLOB NOT NULL
) STRICT)"),
        QStringLiteral(R"(
CREATE TABLE identity (
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    record_id TEXT NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL,
    other_side TEXT NOT NULL,
    other_id TEXT NOT NULL,
    PRIMARY KEY (service, side, record_id)
) STRICT, WITHOUT ROWID)"),
    };
}

// Each record is asked about by itself, also where the candidates are the same, or none.
static QStringList questionPerSubject()
{
    return {
        QStringLiteral(R"(
CREATE TABLE asked (
    id TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    side TEXT NOT NULL,
    record_ids TEXT NOT NULL,
    title TEXT NOT NULL,
    why TEXT NOT NULL,
    run TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    subject_side TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT)"),
        QStringLiteral("INSERT INTO asked SELECT id, service, side, record_ids, title, why, run, "
                       "created_at, subject_side, subject FROM question"),
        QStringLiteral("DROP TABLE question"),
        QStringLiteral("ALTER TABLE asked RENAME TO question"),
        QStringLiteral("CREATE INDEX question_service ON question (service)"),
    };
}

// Whether a record was shown in part when it was seen last.
static QStringList partialMembers()
{
    return {
        QStringLiteral("ALTER TABLE member ADD COLUMN partial INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("CREATE INDEX member_partial ON member (service) WHERE partial = 1"),
        QStringLiteral("CREATE INDEX link_marked ON link (service) WHERE marked = 1"),
    };
}

const std::vector<QStringList> &stateMigrations()
{
    static const std::vector<QStringList> migrations{
        QStringList{QStringLiteral("PRAGMA application_id = %1").arg(StateApplicationId)}
            + linkTables() + markTables() + decisionTables() + sideTables() + historyTables()
            + logTables(),
        choiceTables(), questionPerSubject(), partialMembers()};
    return migrations;
}
