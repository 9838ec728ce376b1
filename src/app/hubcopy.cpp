#include "app/hubcopy.h"

#include "app/hubfactory.h"
#include "app/hubleases.h"
#include "app/privatefile.h"
#include "app/servicelock.h"
#include "app/settingsfile.h"
#include "connectors/hub/tablecopy.h"
#include "connectors/hub/tablelayout.h"
#include "storage/hubmove.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace {

/// One copy from locks to state; lives as long as it.
class HubCopy
{
public:
    HubCopy(const Configuration &from, const Configuration &to, const ServiceCatalog &catalog,
            const CancelToken &cancel, const CopyProgress &progress)
        : m_from(from)
        , m_to(to)
        , m_catalog(catalog)
        , m_cancel(cancel)
        , m_progress(progress)
        , m_leases(catalog.services(), from.holder)
    { }

    [[nodiscard]] Result<HubCopyOutcome> carryOut();

private:
    [[nodiscard]] Result<void> checkServices() const;
    [[nodiscard]] Result<void> lockServices();
    [[nodiscard]] Result<void> openSource();
    [[nodiscard]] Result<void> openDestination();
    [[nodiscard]] Result<void> planTables();
    [[nodiscard]] QString mark() const;
    [[nodiscard]] Result<void> copyTables();
    [[nodiscard]] Result<void> verifyTables();
    [[nodiscard]] Result<void> moveState();
    [[nodiscard]] Result<void> rememberHub();
    [[nodiscard]] TableCopy::Between reporting(const QString &what);

    const Configuration &m_from;
    const Configuration &m_to;
    const ServiceCatalog &m_catalog;
    const CancelToken &m_cancel;
    const CopyProgress &m_progress;
    std::vector<std::unique_ptr<ServiceLock>> m_locks;
    std::unique_ptr<HubTables> m_source;
    std::unique_ptr<HubTables> m_destination;
    HubLeases m_leases; ///< goes before the hubs
    std::vector<const ServiceDefinition *> m_services; ///< whose table the source has
    std::vector<HubTable> m_tables;
    std::vector<TableCopy> m_copies;
    ExistingRows m_existing = ExistingRows::Keep; ///< in the destination
    QString m_fromIdentity;
    QString m_toIdentity;
    HubCopyOutcome m_outcome;
};

// --- Who takes part ------------------------------------------------------------------------------

/// A service that cannot be read may have a table that nobody would copy.
Result<void> HubCopy::checkServices() const
{
    if (!m_catalog.broken().empty())
        return failure(m_catalog.broken().front().error);
    if (m_from.hubName() == m_to.hubName())
        return failure(
            ErrorKind::Usage,
            QStringLiteral("%1 cannot be copied to itself; name two hubs.").arg(m_from.hubName()));
    return {};
}

Result<void> HubCopy::lockServices()
{
    for (const Configuration *configuration : {&m_from, &m_to}) {
        for (const ServiceDefinition &service : m_catalog.services()) {
            m_locks.push_back(std::make_unique<ServiceLock>(*configuration, service.name));
            if (Result<void> locked = m_locks.back()->take(); !locked)
                return locked;
        }
    }
    return {};
}

/// The columns of `layout` and of bookkeeping, by type.
QHash<QString, ColumnType> typesOf(const TableLayout &layout)
{
    QHash<QString, ColumnType> types{{QStringLiteral("id"), ColumnType::Uuid},
                                     {QStringLiteral("last_sync_source"), ColumnType::Text},
                                     {QStringLiteral("created_at"), ColumnType::TimestampTz},
                                     {QStringLiteral("updated_at"), ColumnType::TimestampTz},
                                     {QStringLiteral("deleted_at"), ColumnType::TimestampTz}};
    for (const FieldColumn &column : layout.fields)
        types.insert(column.name, column.type);
    for (const auto &[name, type] : layout.extra)
        types.insert(name, type);
    for (const StoredIdColumns &stored : layout.storedIds) {
        types.insert(stored.id, ColumnType::Text);
        types.insert(stored.version, ColumnType::Text);
        types.insert(stored.updatedAt, ColumnType::TimestampTz);
    }
    return types;
}

HubTable tombstonesOf(const QString &table)
{
    return {QStringLiteral("sync_tombstones"),
            QStringLiteral("row_id"),
            table,
            {{QStringLiteral("table_name"), ColumnType::Text},
             {QStringLiteral("deleted_at"), ColumnType::TimestampTz}}};
}

HubTable logs()
{
    return {QStringLiteral("sync_logs"),
            QStringLiteral("id"),
            {},
            {{QStringLiteral("event_type"), ColumnType::Text},
             {QStringLiteral("status"), ColumnType::Text},
             {QStringLiteral("message"), ColumnType::Text},
             {QStringLiteral("details"), ColumnType::Jsonb},
             {QStringLiteral("created_at"), ColumnType::TimestampTz}}};
}

Result<void> HubCopy::openSource()
{
    QHash<QString, TableLayout> layouts;
    QStringList names;
    for (const ServiceDefinition &service : m_catalog.services()) {
        const auto layout = tableLayout(service);
        if (!layout)
            return failure(layout.error());
        layouts.insert(service.name, *layout);
        names.append(layout->table);
    }
    auto source = makeHubTables(m_from);
    if (!source)
        return failure(source.error());
    m_source = std::move(*source);
    const auto identity = m_source->open(names, m_cancel);
    if (!identity)
        return failure(identity.error());
    m_fromIdentity = *identity;
    if (identity->isEmpty())
        return failure(
            ErrorKind::Usage,
            QStringLiteral("There is no hub in %1 that could be copied.").arg(m_source->label()));
    for (const ServiceDefinition &service : m_catalog.services()) {
        const TableLayout &layout = layouts[service.name];
        const auto columns = m_source->columns(layout.table);
        if (!columns)
            return failure(columns.error());
        if (columns->empty())
            continue;
        m_services.push_back(&service);
        const auto known
            = std::find_if(m_tables.begin(), m_tables.end(),
                           [&](const HubTable &table) { return table.name == layout.table; });
        if (known == m_tables.end())
            m_tables.push_back({layout.table, QStringLiteral("id"), {}, typesOf(layout)});
        else
            known->types.insert(typesOf(layout));
    }
    return m_leases.takeAll(*m_source);
}

/// Makes what is missing there, as a run would.
Result<void> HubCopy::openDestination()
{
    for (const ServiceDefinition *service : m_services) {
        const auto hub = makeHub(*service, m_to);
        if (!hub)
            return failure(hub.error());
        const auto opened = hub->connector->open({}, Connector::Access::ReadWrite, m_cancel);
        if (!opened)
            return failure(opened.error());
        m_outcome.warnings += opened->warnings;
    }
    auto destination = makeHubTables(m_to);
    if (!destination)
        return failure(destination.error());
    m_destination = std::move(*destination);
    QStringList names;
    for (const HubTable &table : m_tables)
        names.append(table.name);
    const auto identity = m_destination->open(names, m_cancel);
    if (!identity)
        return failure(identity.error());
    m_toIdentity = *identity;
    if (m_toIdentity == m_fromIdentity)
        return failure(ErrorKind::Usage,
                       QStringLiteral("%1 and %2 are the same hub, or one is a copy of the other's "
                                      "file; name two hubs.")
                           .arg(m_source->label(), m_destination->label()));
    return m_leases.takeAll(*m_destination);
}

// --- Tables --------------------------------------------------------------------------------------

TableCopy::Between HubCopy::reporting(const QString &what)
{
    return [this, what](qint64 rows) {
        m_progress(what, rows);
        return m_leases.renew();
    };
}

/// The file that says that rows there are those of a copy that did not get to its end.
QString HubCopy::mark() const
{
    const QByteArray hash
        = QCryptographicHash::hash((m_fromIdentity + u'\n' + m_toIdentity).toUtf8(),
                                   QCryptographicHash::Sha256)
              .toHex();
    return QStringLiteral("%1/copies/%2")
        .arg(m_from.stateFolder, QString::fromLatin1(hash.left(16)));
}

/// Looks at everything before anything is written.
Result<void> HubCopy::planTables()
{
    if (m_services.empty())
        return failure(
            ErrorKind::Usage,
            QStringLiteral("The hub %1 has no table of any service.").arg(m_source->label()));
    const std::vector<HubTable> tables = m_tables;
    for (const HubTable &table : tables)
        m_tables.push_back(tombstonesOf(table.name));
    m_tables.push_back(logs());
    m_copies.reserve(m_tables.size());
    m_existing = QFileInfo::exists(mark()) ? ExistingRows::Overwrite : ExistingRows::Keep;
    for (const HubTable &table : m_tables) {
        m_copies.emplace_back(*m_source, *m_destination, table);
        if (Result<void> prepared = m_copies.back().prepare(m_existing, m_cancel); !prepared)
            return prepared;
        if (Result<void> renewed = m_leases.renew(); !renewed)
            return renewed;
    }
    return {};
}

Result<void> HubCopy::copyTables()
{
    const QString hubs = m_source->label() + u'\n' + m_destination->label() + u'\n';
    if (Result<void> marked = writePrivateFile(mark(), hubs.toUtf8()); !marked)
        return marked;
    for (TableCopy &copy : m_copies) {
        const QString what = QStringLiteral("copying %1").arg(copy.name());
        if (Result<void> copied = copy.copy(m_existing, reporting(what), m_cancel); !copied)
            return copied;
    }
    return {};
}

Result<void> HubCopy::verifyTables()
{
    for (TableCopy &copy : m_copies) {
        const QString what = QStringLiteral("comparing %1").arg(copy.name());
        const auto hash = copy.verify(reporting(what), m_cancel);
        if (!hash)
            return failure(hash.error());
        m_outcome.tables.push_back({copy.name(), hash->rows(), hash->hash()});
    }
    return {};
}

// --- Afterwards ----------------------------------------------------------------------------------

Result<void> HubCopy::moveState()
{
    if (!QFileInfo::exists(m_from.stateFile()))
        return {};
    const auto database = StateDatabase::open(m_from.stateFile());
    if (!database)
        return failure(database.error());
    const auto services
        = moveHubState(**database, m_fromIdentity, m_toIdentity, m_destination->label());
    if (!services)
        return failure(services.error());
    m_outcome.services = *services;
    return {};
}

/// Where the settings name the hub that was copied, they name the copy from now on. Without its
/// password, which is a secret.
Result<void> HubCopy::rememberHub()
{
    if (!qEnvironmentVariable(HubVariable.toUtf8().constData()).trimmed().isEmpty())
        return {};
    auto settings = SettingsFile::read(m_from.settingsFile());
    if (!settings)
        return failure(settings.error());
    Configuration named = m_from;
    const QString value = settings->variables.value(HubVariable).trimmed();
    if (value.isEmpty() || !named.chooseHub(value) || named.hubName() != m_from.hubName())
        return {};
    settings->variables.insert(HubVariable, m_to.hubNotation());
    if (Result<void> written = settings->write(m_from.settingsFile()); !written)
        return written;
    m_outcome.isRemembered = true;
    return {};
}

Result<HubCopyOutcome> HubCopy::carryOut()
{
    const Result<void> done = checkServices()
                                  .and_then([this] { return lockServices(); })
                                  .and_then([this] { return openSource(); })
                                  .and_then([this] { return openDestination(); })
                                  .and_then([this] { return planTables(); })
                                  .and_then([this] { return copyTables(); })
                                  .and_then([this] { return verifyTables(); })
                                  .and_then([this] { return m_leases.renew(); })
                                  .and_then([this] { return moveState(); })
                                  .and_then([this] { return rememberHub(); });
    if (!done)
        return failure(done.error());
    QFile::remove(mark());
    return std::move(m_outcome);
}

} // namespace

Result<HubCopyOutcome> copyHub(const Configuration &from, const Configuration &to,
                               const ServiceCatalog &catalog, const CancelToken &cancel,
                               const CopyProgress &progress)
{
    return HubCopy(from, to, catalog, cancel, progress).carryOut();
}
