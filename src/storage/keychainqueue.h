#pragma once

#include "storage/keychainrequest.h"

#include <QMap>
#include <QObject>
#include <QQueue>

#include <memory>
#include <vector>

/// Asks the keychain one thing after another, on the one thread that QtKeychain is used on. What
/// nobody waits for any more makes way for the next at once; where the keychain carries it out
/// nevertheless, later, what is right by then is put back.
class KeychainQueue : public QObject
{
    Q_OBJECT

public:
    using Ticket = std::shared_ptr<KeychainTicket>;

    KeychainQueue() = default;
    ~KeychainQueue() override;

    void add(const Ticket &ticket);
    /// `ticket` is marked as given up.
    void giveUp(const Ticket &ticket);

private:
    using Place = std::pair<QString, QString>; ///< service and key

    void startNext();
    void start(const Ticket &ticket);
    void finish();
    void settle(const Ticket &ticket, const KeychainAnswer &answer);
    void makeWay();
    void finishLate(QKeychain::Job *job, const KeychainRequest &request);
    void putBack(const KeychainRequest &request);

    QQueue<Ticket> m_waiting;
    Ticket m_current; ///< what `m_job` is for
    std::unique_ptr<QKeychain::Job> m_job;
    std::vector<std::unique_ptr<QKeychain::Job>> m_late; ///< nobody waits; the keychain may
    QMap<Place, QString> m_right; ///< what was read or stored last, for somebody who waited
};
