#pragma once

#include <QString>

/// The Secret Service of the session bus that the test runs on (tests/keychain/run.sh), and what a
/// desktop or a bad day does to it.
namespace KeychainControl {

/// Locks what it holds, as a desktop does over night.
[[nodiscard]] bool lock();

/// Keeps the keychain from answering anybody, for as long as this lives: it is there and says
/// nothing. What it was asked meanwhile it does after that.
class Silence
{
public:
    Silence();
    ~Silence();
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

    void end();
    [[nodiscard]] bool isKept() const { return m_process > 0; }

private:
    qint64 m_process = 0;
};

} // namespace KeychainControl
