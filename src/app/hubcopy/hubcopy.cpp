#include "app/hubcopy/hubcopy.h"

#include "app/connection/hubfactory.h"
#include "app/home/privatefile.h"
#include "app/home/settingsfile.h"
#include "app/hubcopy/hubcopynote.h"
#include "app/hubcopy/hubcopyrows.h"
#include "app/hubcopy/hubcopytables.h"
#include "app/run/servicelock.h"
#include "core/phrase.h"
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
    [[nodiscard]] Result<void> openState();
    [[nodiscard]] Result<void> chooseCourse();
    [[nodiscard]] QStringList copied(const QStringList &services) const;
    [[nodiscard]] QString mark() const;
    [[nodiscard]] Result<void> carry();
    [[nodiscard]] Result<void> copyEverything(HubCopyRows &rows);
    [[nodiscard]] Result<void> join(HubCopyRows &rows, Instant copiedAt);
    [[nodiscard]] Result<void> moveState();
    void nameLeftBehind();
    [[nodiscard]] Result<void> rememberHub();

    const Configuration &m_from;
    const Configuration &m_to;
    const ServiceCatalog &m_catalog;
    const CancelToken &m_cancel;
    const CopyProgress &m_progress;
    std::vector<std::unique_ptr<ServiceLock>> m_locks;
    std::unique_ptr<HubTables> m_source;
    std::unique_ptr<HubTables> m_destination;
    HubLeases m_leases; ///< goes before the hubs
    HubContents m_contents; ///< of the source
    ExistingRows m_existing = ExistingRows::Keep; ///< in the destination
    QString m_fromIdentity;
    QString m_toIdentity;
    std::optional<HubCopyNote> m_note; ///< the destination's, where it is a finished copy
    std::shared_ptr<StateDatabase> m_state; ///< null: this home never synced
    QStringList m_formerServices; ///< copied ones whose state is with the source
    QStringList m_movedServices; ///< copied ones whose state is with the destination
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
            Phrase::tr("%1 cannot be copied to itself; name two hubs.").arg(m_from.hubName()));
    return {};
}

/// The locks of a service are the same for both hubs: they keep runs of this home away.
Result<void> HubCopy::lockServices()
{
    m_locks.reserve(m_catalog.services().size());
    for (const ServiceDefinition &service : m_catalog.services()) {
        m_locks.push_back(std::make_unique<ServiceLock>(m_from, service.name));
        if (Result<void> locked = m_locks.back()->take(); !locked)
            return locked;
    }
    return {};
}

Result<void> HubCopy::openSource()
{
    const auto names = tableNames(m_catalog);
    if (!names)
        return failure(names.error());
    auto source = makeHubTables(m_from);
    if (!source)
        return failure(source.error());
    m_source = std::move(*source);
    const auto identity = m_source->open(*names, m_cancel);
    if (!identity)
        return failure(identity.error());
    m_fromIdentity = *identity;
    if (identity->isEmpty())
        return failure(
            ErrorKind::Usage,
            Phrase::tr("There is no hub in %1 that could be copied.").arg(m_source->label()));
    auto contents = hubContents(*m_source, m_catalog);
    if (!contents)
        return failure(contents.error());
    m_contents = std::move(*contents);
    return m_leases.takeAll(*m_source);
}

/// Makes what is missing there, as a run would.
Result<void> HubCopy::openDestination()
{
    for (const ServiceDefinition *service : m_contents.services) {
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
    for (const HubTable &table : m_contents.tables)
        names.append(table.name);
    const auto identity = m_destination->open(names, m_cancel);
    if (!identity)
        return failure(identity.error());
    m_toIdentity = *identity;
    if (m_toIdentity == m_fromIdentity)
        return failure(ErrorKind::Usage,
                       Phrase::tr("%1 and %2 are the same hub, or one is a copy of the other's "
                                  "file; name two hubs.")
                           .arg(m_source->label(), m_destination->label()));
    return m_leases.takeAll(*m_destination);
}

// --- What is to be done --------------------------------------------------------------------------

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

/// Those of `services` whose table is copied.
QStringList HubCopy::copied(const QStringList &services) const
{
    QStringList list;
    for (const ServiceDefinition *service : m_contents.services) {
        if (services.contains(service->name))
            list.append(service->name);
    }
    return list;
}

Result<void> HubCopy::openState()
{
    if (!QFileInfo::exists(m_from.stateFile()))
        return {};
    const auto state = StateDatabase::open(m_from.stateFile());
    if (!state)
        return failure(state.error());
    m_state = *state;
    const auto former = servicesWithHub(*m_state, m_fromIdentity);
    const auto moved = former ? servicesWithHub(*m_state, m_toIdentity) : former;
    if (!moved)
        return failure(moved.error());
    m_formerServices = copied(*former);
    m_movedServices = copied(*moved);
    return {};
}

/// A copy that is in use is never written over: people edit it.
Result<void> HubCopy::chooseCourse()
{
    auto note = readCopyNote(*m_destination, m_fromIdentity, m_toIdentity, m_cancel);
    if (!note)
        return failure(note.error());
    m_note = std::move(*note);
    const bool isBegun = QFileInfo::exists(mark());
    const bool isInUse = !m_movedServices.isEmpty();
    const bool isDone = isInUse || (m_note && m_formerServices.isEmpty());
    if (isDone && isBegun)
        m_outcome.course = HubCopyOutcome::Course::Finished;
    else if (isInUse)
        return failure(
            ErrorKind::Usage,
            Phrase::tr("This home goes on with %1 already (%2), and what changed "
                       "there since is not overwritten: nothing was copied.")
                .arg(m_destination->label(), m_movedServices.join(QStringLiteral(", "))));
    else if (m_note && !isDone)
        m_outcome.course = HubCopyOutcome::Course::Joined;
    m_existing = isBegun || m_outcome.course != HubCopyOutcome::Course::Copied
        ? ExistingRows::Overwrite
        : ExistingRows::Keep;
    return {};
}

// --- Rows ----------------------------------------------------------------------------------------

Result<void> HubCopy::copyEverything(HubCopyRows &rows)
{
    const QString hubs = m_source->label() + u'\n' + m_destination->label() + u'\n';
    if (Result<void> marked = writePrivateFile(mark(), hubs.toUtf8()); !marked)
        return marked;
    auto tables = rows.copyAll(m_existing);
    if (!tables)
        return failure(tables.error());
    m_outcome.tables = std::move(*tables);
    const Instant copiedAt = std::min(m_source->openedAt(), m_destination->openedAt());
    return writeCopyNote(*m_destination,
                         {m_fromIdentity, m_toIdentity, m_source->label(), copiedAt});
}

Result<void> HubCopy::join(HubCopyRows &rows, Instant copiedAt)
{
    const auto carried = rows.carryEditsSince(copiedAt);
    if (!carried)
        return failure(carried.error());
    m_outcome.carriedRows = *carried;
    return {};
}

Result<void> HubCopy::carry()
{
    if (m_outcome.course == HubCopyOutcome::Course::Finished)
        return {};
    HubCopyRows rows({*m_source, *m_destination, m_leases, m_cancel, m_progress});
    return rows.prepare(m_contents, m_existing).and_then([&] {
        const bool isJoined = m_outcome.course == HubCopyOutcome::Course::Joined;
        return isJoined && m_note ? join(rows, m_note->copiedAt) : copyEverything(rows);
    });
}

// --- Afterwards ----------------------------------------------------------------------------------

Result<void> HubCopy::moveState()
{
    if (!m_state)
        return {};
    m_outcome.services = int(m_movedServices.size());
    if (m_outcome.course == HubCopyOutcome::Course::Finished)
        return {};
    const auto moved = moveHubState(
        *m_state, {m_fromIdentity, m_toIdentity, m_destination->label(), m_formerServices});
    if (!moved)
        return failure(moved.error());
    m_outcome.services += *moved;
    return {};
}

void HubCopy::nameLeftBehind()
{
    const auto left = m_state ? servicesWithHub(*m_state, m_fromIdentity) : QStringList();
    if (!left || left->isEmpty())
        return;
    m_outcome.warnings.append(Phrase::tr("The tables of these services were not copied, and "
                                         "their state stays with %1: %2.")
                                  .arg(m_source->label(), left->join(QStringLiteral(", "))));
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
                                  .and_then([this] { return openState(); })
                                  .and_then([this] { return chooseCourse(); })
                                  .and_then([this] { return carry(); })
                                  .and_then([this] { return m_leases.renew(); })
                                  .and_then([this] { return moveState(); });
    if (!done)
        return failure(done.error());
    // The state has moved: nothing that fails from here on may look as if it had not.
    nameLeftBehind();
    if (const Result<void> remembered = rememberHub(); !remembered)
        m_outcome.warnings.append(Phrase::tr("The settings still name %1: %2")
                                      .arg(m_source->label(), remembered.error().detail));
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
