#pragma once

#include "core/canceltoken.h"
#include "storage/keychainqueue.h"

#include <QThread>

#include <chrono>

/// The one thread of the process on which the keychain is asked, with an event loop. QtKeychain
/// keeps one queue for the whole process, which belongs to the thread that used it first and stands
/// still for ever where that thread has no event loop; and a program without a window has none on
/// its first thread. Every function may be called from any thread but this one.
class KeychainThread
{
public:
    /// Begins with the first use, and ends with the application object.
    [[nodiscard]] static KeychainThread &ofProcess();

    ~KeychainThread();

    /// Waits until the keychain has answered, `patience` is over (nothing) or `cancel` says so
    /// (nothing). After that nothing of the request stays: see KeychainQueue.
    [[nodiscard]] std::optional<KeychainAnswer> ask(const KeychainRequest &request,
                                                    std::chrono::milliseconds patience,
                                                    const CancelToken &cancel);

private:
    KeychainThread();
    void stop();

    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<KeychainQueue> m_queue; ///< lives on `m_thread`
};
