#pragma once

#include "app/home/homesecrets.h"
#include "app/run/backgroundqueue.h"
#include "app/session/session.h"

#include <QTimer>

/// What a worker found out about the person's own home.
struct Home
{
    Result<Configuration> configuration;
    std::optional<Session> session; ///< nothing where no service is connected
};

/// Reads the home, with its secrets, on a worker: one reading at a time, which can be stopped.
/// Leaving (the destructor) stops it, too. GUI thread.
class HomeReader : public QObject
{
    Q_OBJECT

public:
    explicit HomeReader(HomeSecrets secrets);
    ~HomeReader() override;

    /// Where one is under way that one counts. Ends in `found`.
    void read();
    /// Goes on without what the keychain holds, and the configuration says so.
    void stop();
    [[nodiscard]] bool isReading() const { return m_isReading; }
    /// It takes so long that the keychain is likely to be asking its owner something.
    [[nodiscard]] bool isSlow() const { return m_isSlow; }

signals:
    void slowed();
    void found(const Home &home);

private:
    void take(const Home &home);

    HomeSecrets m_secrets;
    CancelToken m_cancel;
    QTimer m_patience;
    bool m_isReading = false;
    bool m_isSlow = false;
    BackgroundQueue m_background;
};
