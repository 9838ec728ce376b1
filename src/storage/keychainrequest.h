#pragma once

#include <QMutex>
#include <QString>
#include <QWaitCondition>
#include <qt6keychain/keychain.h>

#include <optional>

/// One thing that is asked of the system's keychain.
struct KeychainRequest
{
    enum class Kind { Read, Write, Remove };

    Kind kind = Kind::Read;
    QString service; ///< the name under which the keychain shows it
    QString key;
    QString secret; ///< Write: what is to be there
    QString before; ///< Write, Remove: what is there; it comes back where nobody waits any more
};

/// How it ended.
struct KeychainAnswer
{
    QKeychain::Error error = QKeychain::NoError;
    QString message; ///< the keychain's own words for an error
    QString secret; ///< Read
};

/// What the thread that waits and the one that asks share. `isGivenUp` and `answer` are guarded by
/// `mutex`; whichever is set first stays.
struct KeychainTicket
{
    KeychainRequest request;
    QMutex mutex;
    QWaitCondition answered;
    std::optional<KeychainAnswer> answer;
    bool isGivenUp = false;
};
