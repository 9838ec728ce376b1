#include "connectors/hub/servertables.h"

#include "connectors/hub/rowjson.h"
#include "core/clock.h"
#include "core/phrase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QUuid>

#include <array>
#include <cmath>

/// A request larger than this is sent in halves.
static constexpr qsizetype LargestRequest = 1'000'000;
/// SQLSTATE of a statement that took too long.
static const QLatin1String TooSlow("57014");

ServerTables::ServerTables(std::unique_ptr<HubServer> server)
    : m_server(std::move(server))
{ }

QString ServerTables::label() const
{
    return m_server->label();
}

QString ServerTables::typeName(ColumnType type) const
{
    return columnTypeName(type);
}

Result<void> ServerTables::takeLease(const QString &service, const QString &holder, Instant)
{
    return takeServerLease(*m_server, service, holder);
}

void ServerTables::releaseLease(const QString &service, const QString &holder)
{
    // A lease that cannot be given back ends by itself.
    (void)m_server->lease(service, holder, std::chrono::seconds(0));
}

// --- What is there -------------------------------------------------------------------------------

Result<QString> ServerTables::open(const QStringList &tables, const CancelToken &cancel)
{
    const auto answer = m_server->describe(tables + serverSharedTables(), cancel);
    if (!answer)
        return failure(answer.error());
    auto facts = readHubFacts(*answer);
    if (!facts)
        return failure(facts.error());
    m_facts = std::move(*facts);
    m_openedAt = m_facts.time.value_or(SystemClock().now());
    return m_facts.identity;
}

/// The type whose cells are most like those of a column that PostgreSQL declares so.
static ColumnType typeOf(const QString &declared)
{
    struct Rule
    {
        const char *beginning;
        ColumnType type;
    };
    static constexpr std::array rules{Rule{"smallint", ColumnType::Integer},
                                      Rule{"integer", ColumnType::Integer},
                                      Rule{"bigint", ColumnType::Integer},
                                      Rule{"numeric", ColumnType::Numeric},
                                      Rule{"real", ColumnType::DoublePrecision},
                                      Rule{"double", ColumnType::DoublePrecision},
                                      Rule{"boolean", ColumnType::Boolean},
                                      Rule{"date", ColumnType::Date},
                                      Rule{"timestamp", ColumnType::TimestampTz},
                                      Rule{"uuid", ColumnType::Uuid},
                                      Rule{"json", ColumnType::Jsonb}};
    if (declared.endsWith(QLatin1String("[]")))
        return declared.startsWith(QLatin1String("uuid")) ? ColumnType::UuidArray
                                                          : ColumnType::TextArray;
    for (const Rule &rule : rules) {
        if (declared.startsWith(QLatin1String(rule.beginning)))
            return rule.type;
    }
    return ColumnType::Text;
}

Result<HubTables::Columns> ServerTables::columns(const QString &table)
{
    Columns columns;
    const TableFacts facts = m_facts.tables.value(table);
    if (facts.columns.empty())
        return columns;
    if (!facts.maySelect || facts.hidesRows)
        return failure(
            ErrorKind::Blocked,
            Phrase::tr("The role %1 may not see every row of the table %2 of the hub %3: use "
                       "the secret key (service_role) or the table's owner.")
                .arg(m_facts.role, table, label()));
    columns.reserve(facts.columns.size());
    for (const auto &[name, declared] : facts.columns)
        columns.push_back({name, typeOf(declared), declared});
    return columns;
}

// --- Reading -------------------------------------------------------------------------------------

/// What the database or a run stamps is kept in a form that sorts; see `HubRows`.
static QString instantCell(const QString &column, Instant instant)
{
    static const QStringList stamps{QStringLiteral("created_at"), QStringLiteral("updated_at"),
                                    QStringLiteral("deleted_at")};
    return stamps.contains(column) ? sortableInstant(instant) : formatInstant(instant);
}

static QVariant cellOf(const QVariant &given, const HubTableColumn &column)
{
    if (given.isNull())
        return {};
    const QString text = given.toString();
    bool fits = false;
    switch (column.type.value_or(ColumnType::Text)) {
    case ColumnType::TimestampTz:
        if (const std::optional<Instant> instant = parseInstant(text))
            return instantCell(column.name, *instant);
        return text;
    case ColumnType::Integer:
    case ColumnType::Boolean: {
        const qint64 number = text.toLongLong(&fits);
        return fits ? QVariant::fromValue(number) : QVariant(text);
    }
    case ColumnType::DoublePrecision: {
        const double number = text.toDouble(&fits);
        return fits && std::isfinite(number) ? QVariant(number) : QVariant(text);
    }
    default:
        return text;
    }
}

/// Those of `keys` that the key's column can hold; PostgreSQL refuses a question about others.
static QStringList possibleKeys(const QStringList &keys, const HubTableColumn &column)
{
    if (column.type != ColumnType::Uuid)
        return keys;
    QStringList possible;
    for (const QString &key : keys) {
        if (!QUuid::fromString(key).isNull())
            possible.append(key);
    }
    return possible;
}

/// The rows of `table` that are wanted.
static std::vector<RowCondition> conditionsOf(const HubTable &table, const QStringList &keys)
{
    std::vector<RowCondition> conditions;
    conditions.reserve(3);
    if (!table.tombstonesOf.isEmpty())
        conditions.push_back(
            {QStringLiteral("table_name"), RowCondition::Test::OneOf, {table.tombstonesOf}});
    if (table.since)
        conditions.push_back(
            {table.stamp, RowCondition::Test::AtLeast, {formatInstant(*table.since)}});
    if (!keys.isEmpty())
        conditions.push_back({table.key, RowCondition::Test::OneOf, keys});
    return conditions;
}

Result<HubTables::Rows> ServerTables::page(const HubTable &table, const Columns &columns,
                                           const QString &after, const CancelToken &cancel)
{
    const QStringList keys = possibleKeys(table.keys, columns.front());
    if (keys.isEmpty() && !table.keys.isEmpty())
        return Rows();
    RowQuery query;
    query.table = table.name;
    query.key = table.key;
    query.after = after;
    query.jsonIsText = true;
    query.columns.reserve(columns.size());
    for (const HubTableColumn &column : columns) {
        const ColumnType type = column.type.value_or(ColumnType::Text);
        query.columns.push_back({column.name, type == ColumnType::Jsonb ? ColumnType::Text : type});
    }
    query.conditions = conditionsOf(table, keys);
    auto page = m_server->rows(query, cancel);
    if (!page)
        return failure(page.error());
    for (QVariantList &cells : page->rows) {
        for (qsizetype place = 0; place < cells.size(); ++place)
            cells[place] = cellOf(cells[place], columns[size_t(place)]);
    }
    return std::move(page->rows);
}

// --- Writing -------------------------------------------------------------------------------------

static QString instantText(const QString &text)
{
    const std::optional<Instant> instant = parseInstant(text);
    if (instant)
        return formatInstant(*instant);
    return QDate::fromString(text, Qt::ISODate).isValid() ? text + QStringLiteral("T00:00:00Z")
                                                          : text;
}

static bool isJson(const QString &text)
{
    return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().size() == 1;
}

/// The cell as PostgreSQL reads it from JSON for a column of this type: as text, digit by digit,
/// except for lists and JSON.
static tl::expected<HubCell, QString> wireCell(const HubTableColumn &column, const QVariant &cell)
{
    HubCell wire{column.name, ColumnType::Text, {}};
    const ColumnType type = column.type.value_or(ColumnType::Text);
    QString text = cell.userType() == QMetaType::Double
        ? QString::number(cell.toDouble(), 'g', QLocale::FloatingPointShortest)
        : cell.toString();
    if (cell.userType() == QMetaType::QByteArray)
        text = QStringLiteral("\\x") + QString::fromLatin1(cell.toByteArray().toHex());
    if (cell.isNull() || (text.isEmpty() && type != ColumnType::Text))
        return wire;
    if (text.contains(QChar(0)))
        return tl::unexpected(Phrase::tr("%1 contains a NUL character, which a database cannot "
                                         "hold")
                                  .arg(column.name));
    if (type == ColumnType::TimestampTz)
        text = instantText(text);
    if (type == ColumnType::Jsonb || type == ColumnType::TextArray
        || type == ColumnType::UuidArray) {
        wire.type = type;
        if (!isJson(text))
            return tl::unexpected(
                Phrase::tr("%1 is not JSON, and a column of the type %2 holds nothing else")
                    .arg(column.name, column.declared));
    }
    wire.value = text;
    return wire;
}

Result<void> ServerTables::insert(const HubTable &table, const Columns &columns, const Rows &rows,
                                  ExistingRows existing)
{
    QStringList names;
    for (const HubTableColumn &column : columns)
        names.append(column.name);
    std::vector<Entry> entries;
    entries.reserve(rows.size());
    for (const QVariantList &row : rows) {
        std::vector<HubCell> cells;
        cells.reserve(columns.size());
        for (size_t place = 0; place < columns.size(); ++place) {
            auto cell = wireCell(columns[place], row.value(qsizetype(place)));
            if (!cell)
                return failure(rowIsRefused(table, row.value(0).toString(),
                                            {ErrorKind::Refused, cell.error(), {}, {}, {}}));
            cells.push_back(std::move(*cell));
        }
        entries.push_back({row.value(0).toString(), rowJson(cells)});
    }
    return insertRange(table, names, entries, existing);
}

Result<void> ServerTables::insertRange(const HubTable &table, const QStringList &names,
                                       std::span<const Entry> entries, ExistingRows existing)
{
    if (entries.empty())
        return {};
    QByteArray rows;
    for (const Entry &entry : entries)
        rows += (rows.isEmpty() ? '[' : ',') + entry.json;
    rows += ']';
    const bool isTooLarge = rows.size() > LargestRequest && entries.size() > 1;
    Result<void> done = isTooLarge
        ? failure(ErrorKind::Unavailable, QString(), TooSlow)
        : m_server->append(table.name, table.wholeKey(), names, rows, existing);
    if (done)
        return done;
    const bool isRefused = done.error().kind == ErrorKind::Refused;
    if (!isRefused && done.error().code != TooSlow)
        return done;
    if (entries.size() == 1)
        return isRefused ? failure(rowIsRefused(table, entries.front().key, done.error())) : done;
    // What is refused is one row's failure: it is looked for by halves, and so goes faster, too.
    const size_t half = entries.size() / 2;
    if (Result<void> first = insertRange(table, names, entries.first(half), existing); !first)
        return first;
    return insertRange(table, names, entries.subspan(half), existing);
}
