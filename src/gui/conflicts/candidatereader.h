#pragma once

#include "app/run/backgroundqueue.h"
#include "app/session/session.h"
#include "gui/conflicts/conflictsource.h"
#include "gui/conflicts/recordlooks.h"

/// Reads the records that questions of identity are about, by id, on a worker of its own: the first
/// ones as they are listed, any other one when it is asked for. What was read is kept until
/// `reset`. The destructor stops a reading under way. GUI thread.
class CandidateReader : public QObject
{
    Q_OBJECT

public:
    explicit CandidateReader(QObject *parent = nullptr);
    ~CandidateReader() override;

    /// Forgets everything; null reads nothing.
    void reset(decltype(Session::readRecords) read);
    /// Reads what the first questions are about.
    void readFirst(const std::shared_ptr<const ConflictSource> &source);
    /// Reads what one question is about.
    void readItem(const std::shared_ptr<const ConflictSource> &source, size_t item);

    [[nodiscard]] const RecordLooks &looks() const { return m_looks; }
    /// Why the last reading failed; empty: it did not.
    [[nodiscard]] const QString &problem() const { return m_problem; }

signals:
    void arrived();

private:
    void collect(const ConflictSource &source, size_t item, std::vector<RecordAddress> &wanted);
    void read(const ServiceDefinition &definition, std::vector<RecordAddress> wanted);
    void take(const std::vector<RecordAddress> &wanted, Result<std::vector<RecordLook>> looks);

    decltype(Session::readRecords) m_read;
    RecordLooks m_looks;
    QSet<std::pair<QString, QString>> m_asked; ///< read already, or being read
    QString m_problem;
    CancelToken m_cancel;
    BackgroundQueue m_background;
};
