#pragma once

#include "support/fakesession.h"

/// Builds things that wait in the service "tasks", in one expression:
/// `conflict("A", "notes").values("old", "mine", "theirs").edited(…)`.
class WaitingBuilder
{
public:
    explicit WaitingBuilder(const char *kind, const QString &title)
    {
        m_item.kind = QLatin1String(kind);
        m_item.service = QStringLiteral("tasks");
        m_item.id = m_item.key = title;
        if (m_item.kind != QLatin1String("question"))
            m_item.link = title;
    }

    /// A conflict's id names its field as well.
    WaitingBuilder &field(const QString &name)
    {
        m_item.field = name;
        if (m_item.kind == QLatin1String("conflict") || m_item.kind == QLatin1String("decided"))
            m_item.id = m_item.link + u'/' + name;
        return *this;
    }
    WaitingBuilder &values(const QJsonValue &base, const QJsonValue &notion, const QJsonValue &hub,
                           const QJsonValue &google = QJsonValue::Undefined)
    {
        m_item.values = {{QStringLiteral("base"), base},
                         {QStringLiteral("notion"), notion},
                         {QStringLiteral("hub"), hub}};
        if (!google.isUndefined())
            m_item.values.insert(QStringLiteral("google"), google);
        return *this;
    }
    /// Of a hold or a refused value.
    WaitingBuilder &delivers(const QJsonValue &agreed, const QJsonValue &notion,
                             const QJsonValue &hub)
    {
        m_item.values = {{QStringLiteral("agreed"), agreed},
                         {QStringLiteral("notion"), notion},
                         {QStringLiteral("hub"), hub}};
        return *this;
    }
    WaitingBuilder &records(const QMap<QString, QString> &ids)
    {
        m_item.records = ids;
        return *this;
    }
    /// Notion's stamp is as coarse as `resolution`.
    WaitingBuilder &edited(Instant notion, std::chrono::seconds resolution, Instant hub)
    {
        m_item.edited = {{QStringLiteral("notion"), {notion, notion + resolution}},
                         {QStringLiteral("hub"), {hub, hub}}};
        return *this;
    }
    WaitingBuilder &candidates(const QStringList &ids)
    {
        m_item.candidates = ids;
        return *this;
    }
    WaitingBuilder &side(const QString &id)
    {
        m_item.side = id;
        return *this;
    }
    WaitingBuilder &why(const QString &sentence)
    {
        m_item.why = sentence;
        return *this;
    }

    operator WaitingItem() const { return m_item; } // NOLINT: that is what a builder is for

private:
    WaitingItem m_item;
};

inline WaitingBuilder waiting(const char *kind, const QString &title)
{
    return WaitingBuilder(kind, title);
}

inline WaitingBuilder conflict(const QString &title, const QString &field)
{
    return WaitingBuilder("conflict", title).field(field);
}

/// The service "tasks" with two sides, or with Google as the third.
inline ServiceDefinition waitingService(int sides)
{
    ServiceDefinition definition = fakeService(QStringLiteral("tasks"));
    definition.pattern = QStringLiteral("two_way");
    if (sides == 3)
        definition.sides.push_back({QStringLiteral("google"), true, true, false, {}});
    return definition;
}

/// Noon, UTC.
inline Instant moment()
{
    return parseInstant(u"2026-11-22T12:00:00Z").value();
}

/// "ID Kind side-or-record", for comparing.
inline QStringList decisionTexts(const std::vector<Decision> &decisions)
{
    static constexpr const char *names[]
        = {"TakeSide", "TakeBase", "TakeValue", "LinkWith", "Separate", "Ignore", "Release"};
    QStringList texts;
    for (const Decision &decision : decisions)
        texts << QStringLiteral("%1 %2 %3%4")
                     .arg(decision.id, QLatin1String(names[int(decision.kind)]), decision.side,
                          decision.recordId)
                     .trimmed();
    return texts;
}
