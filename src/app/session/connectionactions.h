#pragma once

#include "app/connection/connectionprobes.h"
#include "app/connection/connectionsettings.h"
#include "app/connection/mappingpreview.h"
#include "app/home/homesecrets.h"
#include "app/hubcopy/hubcopy.h"
#include "app/run/syncworker.h"

/// What a `.env` file brought.
struct ImportedSettings
{
    ConnectionSettings settings;
    int taken = 0; ///< variables that mean something here
    QStringList ignored; ///< names of the others
    QList<int> unreadable; ///< numbers of lines
    QStringList fixed; ///< names that the environment gives already, and that stay as they are
};

/// What a front end can do with what a person entered so far. Every function blocks and is called
/// on a worker thread; none stores anything except `save` and `moveHub`. A plain value, so that
/// tests put their own functions in.
struct ConnectionActions
{
    std::function<Result<NotionIdentity>(const ConnectionSettings &, const CancelToken &)>
        testToken;
    std::function<Result<std::vector<NotionSource>>(const ConnectionSettings &,
                                                    const CancelToken &)>
        listSources;
    std::function<Result<NotionSource>(const ServiceDefinition &, const ConnectionSettings &,
                                       const CancelToken &)>
        findSource;
    std::function<Result<HubReport>(const ConnectionSettings &, const CancelToken &)> checkHub;
    std::function<Result<QString>(const ConnectionSettings &)> hubSql;
    /// Copies the hub in use to the one in the settings, and lets the home go on with it
    /// (app/hubcopy/hubcopy.h). Its key or password is stored first: nothing is moved where that
    /// fails, and after any other error the home goes on with the hub that it has.
    std::function<Result<HubCopyOutcome>(const ConnectionSettings &, const CancelToken &,
                                         const CopyProgress &)>
        moveHub;
    std::function<Result<MappingPreview>(const ServiceDefinition &, const ConnectionSettings &,
                                         const CancelToken &)>
        previewMapping;
    /// A dry run of one service.
    std::function<RunResult(const ServiceDefinition &, const ConnectionSettings &,
                            const CancelToken &, const ProgressSink &)>
        previewRun;
    std::function<Result<ImportedSettings>(const QString &path, const ConnectionSettings &)>
        importFile;
    /// All or nothing, also where it is stopped; a code that begins with KeychainCode says that the
    /// secrets cannot be kept there.
    std::function<Result<void>(const ConnectionSettings &, const CancelToken &)> save;
    /// The same, except that the secrets last as long as this process.
    std::function<Result<void>(const ConnectionSettings &, const CancelToken &)> saveForSession;
};

/// The real ones for a home.
[[nodiscard]] ConnectionActions connectionActions(const Configuration &configuration,
                                                  const std::vector<ServiceDefinition> &services,
                                                  const HomeSecrets &secrets);
