#include "connectors/notion/notionintake.h"

NotionIntake::NotionIntake(RecordSink sink)
    : m_sink(std::move(sink))
{ }

Result<void> NotionIntake::take(std::vector<Record> &&records)
{
    for (Record &record : records) {
        const QUuid id = QUuid::fromString(record.id);
        const auto &edited = record.version.edited;
        if (edited)
            m_greatest = std::max(m_greatest.value_or(edited->from), edited->from);
        if (m_seen.contains(id)) {
            if (edited)
                m_repeated = std::min(m_repeated.value_or(edited->from), edited->from);
            continue;
        }
        m_seen.insert(id);
        if (Result<void> taken = m_sink(std::move(record)); !taken)
            return taken;
    }
    return {};
}

std::optional<Instant> NotionIntake::cursor() const
{
    if (m_greatest && m_repeated)
        return std::min(*m_greatest, *m_repeated);
    return m_greatest;
}
