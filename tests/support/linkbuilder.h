#pragma once

#include "core/plan.h"

/// Links and plans of a two-sided definition, as short as a test wants them.
class LinkBuilder
{
public:
    explicit LinkBuilder(const ServiceDefinition &definition)
        : m_definition(definition)
        , m_notion(definition.sideIndex(u"notion"))
        , m_hub(definition.sideIndex(u"hub"))
    { }

    /// A link that Notion shows and the hub lacks: agreed, and behind on the hub.
    [[nodiscard]] LinkState fresh(const QString &pageId, const Value &title) const
    {
        LinkState link = emptyLink(m_definition, QUuid::createUuid());
        const TimeInterval edited{Instant(std::chrono::seconds(10)),
                                  Instant(std::chrono::seconds(70))};
        for (Agreed &agreed : link.fields)
            agreed = {Value::null(), 1, qint8(m_notion), edited};
        link.fields[0].value = title;
        link.alive = {Value::boolean(true), 1, qint8(m_notion), edited};
        show(link, m_notion, pageId);
        return link;
    }
    /// The same, delivered to the hub.
    [[nodiscard]] LinkState settled(const QString &pageId, const Value &title) const
    {
        LinkState link = fresh(pageId, title);
        show(link, m_hub, QStringLiteral("row-") + pageId);
        return link;
    }

    /// Makes a side show what was agreed, as this record.
    static void show(LinkState &link, int side, const QString &recordId)
    {
        LinkSide &place = link.sides[size_t(side)];
        place.fields.clear();
        for (const Agreed &agreed : link.fields)
            place.fields.push_back({agreed.value, agreed.revision});
        place.alive = {link.alive.value, link.alive.revision};
        place.member = Member{recordId,
                              {QStringLiteral("v1"), link.alive.edited},
                              Instant(std::chrono::seconds(100)),
                              side == 0,
                              QByteArray("print-") + recordId.toUtf8()};
    }

    /// A plan that creates the first `creates` of `links` on the hub.
    [[nodiscard]] Plan plan(std::vector<LinkState> links, size_t creates) const
    {
        Plan plan;
        plan.service = m_definition.name;
        plan.runId = QUuid::createUuid().toString(QUuid::WithoutBraces);
        plan.createdAt = Instant(std::chrono::seconds(1000));
        plan.links = std::move(links);
        for (size_t index = 0; index < creates; ++index) {
            Operation operation;
            operation.kind = OperationKind::Create;
            operation.side = m_hub;
            operation.link = index;
            operation.key = QStringLiteral("Record %1").arg(index);
            operation.why = QStringLiteral("It is new.");
            operation.fields = {0, 1};
            operation.sourceSide = m_notion;
            plan.operations.push_back(operation);
        }
        return plan;
    }

    [[nodiscard]] int notion() const { return m_notion; }
    [[nodiscard]] int hub() const { return m_hub; }

private:
    ServiceDefinition m_definition;
    int m_notion;
    int m_hub;
};
