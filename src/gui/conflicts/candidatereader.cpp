#include "gui/conflicts/candidatereader.h"

#include "app/text/translation.h"

namespace {

constexpr size_t MostAtOnce = 40; // records: each page of Notion is a request

} // namespace

CandidateReader::CandidateReader(QObject *parent)
    : QObject(parent)
{ }

CandidateReader::~CandidateReader()
{
    m_cancel.cancel();
}

void CandidateReader::reset(decltype(Session::readRecords) read)
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    m_read = std::move(read);
    m_looks.clear();
    m_asked.clear();
    m_problem.clear();
}

void CandidateReader::collect(const ConflictSource &source, size_t item,
                              std::vector<RecordAddress> &wanted)
{
    const WaitingItem &question = source.item(item);
    const auto want = [&](const QString &side, const QString &id) {
        if (m_asked.contains({side, id}))
            return;
        m_asked.insert({side, id});
        wanted.push_back({side, id});
    };
    for (auto record = question.records.begin(); record != question.records.end(); ++record)
        want(record.key(), *record);
    for (const QString &candidate : question.candidates)
        want(question.side, candidate);
}

void CandidateReader::readFirst(const std::shared_ptr<const ConflictSource> &source)
{
    std::vector<RecordAddress> wanted;
    for (size_t item = 0; item < source->itemCount() && wanted.size() < MostAtOnce; ++item) {
        if (source->options(item).kind == ConflictOptions::Kind::Question)
            collect(*source, item, wanted);
    }
    read(source->definition(), std::move(wanted));
}

void CandidateReader::readItem(const std::shared_ptr<const ConflictSource> &source, size_t item)
{
    std::vector<RecordAddress> wanted;
    collect(*source, item, wanted);
    read(source->definition(), std::move(wanted));
}

void CandidateReader::read(const ServiceDefinition &definition, std::vector<RecordAddress> wanted)
{
    if (!m_read || wanted.empty())
        return;
    m_background.run(
        this,
        [read = m_read, definition, wanted, cancel = m_cancel] {
            return read(definition, wanted, cancel);
        },
        [this, wanted, cancel = m_cancel](Result<std::vector<RecordLook>> looks) {
            if (!cancel.isCancelled())
                take(wanted, std::move(looks));
        });
}

void CandidateReader::take(const std::vector<RecordAddress> &wanted,
                           Result<std::vector<RecordLook>> looks)
{
    m_problem = looks ? QString() : translated(looks.error());
    if (!looks) {
        for (const RecordAddress &address : wanted)
            m_asked.remove({address.side, address.id}); // the next look asks again
    } else {
        for (RecordLook &look : *looks)
            m_looks.insert({look.address.side, look.address.id}, std::move(look));
    }
    emit arrived();
}
