#include "connectors/sql/sqlitehand.h"

#include "connectors/hub/sqltext.h"
#include "core/phrase.h"

static constexpr auto Patience = std::chrono::seconds(20);
static constexpr const char *Events[] = {"INSERT", "UPDATE"};

SqliteHand::SqliteHand(const QString &path, const TableLayout &layout)
    : m_layout(layout)
    , m_file(path, Patience)
{ }

Result<void> SqliteHand::open()
{
    return m_file.open(false);
}

Result<void> SqliteHand::run(const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery *> done = m_file.run(sql, values);
    if (!done)
        return failure(done.error());
    (*done)->finish();
    return {};
}

Result<SqliteHand::Cell> SqliteHand::cellOf(int field, const Value &value) const
{
    const FieldColumn *column = m_layout.columnOf(field);
    if (!column)
        return failure(ErrorKind::Usage,
                       Phrase::tr("The hub's table %1 has no such column.").arg(m_layout.table));
    const auto cell = toCell(value, column->type, column->required);
    if (!cell)
        return failure(ErrorKind::Usage,
                       Phrase::tr("The hub's column %1 cannot hold this value: %2.")
                           .arg(column->name, cell.error()));
    return Cell{quotedName(column->name), *cell};
}

Result<void> SqliteHand::edit(const QString &rowId, int field, const Value &value)
{
    const Result<Cell> cell = cellOf(field, value);
    if (!cell)
        return failure(cell.error());
    return run(QStringLiteral("UPDATE %1 SET %2 = ? WHERE \"id\" = ?")
                   .arg(quotedName(m_layout.table), cell->column),
               {cell->value, rowId});
}

QString SqliteHand::ruleName(const char *event) const
{
    return quotedName(
        QStringLiteral("%1_rule_%2").arg(m_layout.table, QString::fromLatin1(event).toLower()));
}

Result<void> SqliteHand::forbid(int field, const Value &value)
{
    const Result<Cell> cell = cellOf(field, value);
    if (!cell)
        return failure(cell.error());
    if (const Result<void> dropped = allowAll(); !dropped)
        return dropped;
    for (const char *event : Events) {
        // A trigger's text takes no bound values.
        const Result<void> made
            = run(QStringLiteral("CREATE TRIGGER %1 BEFORE %2 ON %3 WHEN NEW.%4 = %5 BEGIN "
                                 "SELECT RAISE(ABORT, 'a rule of this table forbids the value'); "
                                 "END")
                      .arg(ruleName(event), QString::fromLatin1(event), quotedName(m_layout.table),
                           cell->column, quotedText(cell->value.toString())));
        if (!made)
            return made;
    }
    return {};
}

Result<void> SqliteHand::allowAll()
{
    for (const char *event : Events) {
        const Result<void> dropped
            = run(QStringLiteral("DROP TRIGGER IF EXISTS ") + ruleName(event));
        if (!dropped)
            return dropped;
    }
    return {};
}
