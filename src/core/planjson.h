#pragma once

#include "core/plan.h"

#include <QJsonArray>
#include <QJsonObject>

/// The parts of a plan as JSON; `core/plancodec.h` puts them together. Keys are written here and
/// nowhere else.
namespace planjson {

/// Reads parts and remembers the first thing that is wrong, with its place; every answer is safe to
/// use even then.
class Reader
{
public:
    explicit Reader(const ServiceDefinition &definition)
        : m_definition(definition)
    { }

    [[nodiscard]] bool isGood() const { return m_problem.isEmpty(); }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }
    void enter(const QString &place) { m_place = place; }
    void setLinkCount(size_t count) { m_linkCount = count; }
    [[nodiscard]] size_t linkCount() const { return m_linkCount; }
    void fail(const char *key, const QString &expected);

    [[nodiscard]] QJsonObject object(const QJsonValue &value);
    [[nodiscard]] QJsonArray array(const QJsonObject &object, const char *key);
    [[nodiscard]] QString string(const QJsonObject &object, const char *key);
    [[nodiscard]] QStringList strings(const QJsonObject &object, const char *key);
    [[nodiscard]] int integer(const QJsonObject &object, const char *key);
    /// A whole number in [minimum, limit); `minimum` where it is not.
    [[nodiscard]] int index(const QJsonObject &object, const char *key, int minimum, int limit);
    [[nodiscard]] bool boolean(const QJsonObject &object, const char *key);
    [[nodiscard]] Instant instant(const QJsonObject &object, const char *key);
    [[nodiscard]] QUuid uuid(const QJsonObject &object, const char *key);
    [[nodiscard]] int side(const QJsonObject &object, const char *key, int minimum = 0);
    [[nodiscard]] int field(const QJsonObject &object, const char *key);

private:
    const ServiceDefinition &m_definition;
    QString m_place;
    QString m_problem;
    size_t m_linkCount = 0;
};

[[nodiscard]] QJsonValue encode(Instant instant);
[[nodiscard]] QJsonValue encode(const Value &value);
[[nodiscard]] QJsonValue encode(const std::optional<TimeInterval> &interval);
[[nodiscard]] QJsonObject encode(const LinkState &link);
[[nodiscard]] QJsonObject encode(const Operation &operation);
[[nodiscard]] QJsonObject encode(const Conflict &conflict);
[[nodiscard]] QJsonObject encode(const Question &question);
[[nodiscard]] QJsonObject encode(const SettledDecision &decision);
[[nodiscard]] QJsonObject encode(const Guard &guard);
[[nodiscard]] QJsonObject encode(const PendingRead &pending);
[[nodiscard]] QJsonObject encode(const SideMemory &memory);

[[nodiscard]] Value decodeValue(const QJsonValue &json);
[[nodiscard]] std::optional<TimeInterval> decodeInterval(const QJsonValue &json);
[[nodiscard]] LinkState decodeLink(Reader &reader, const QJsonObject &json);
[[nodiscard]] Operation decodeOperation(Reader &reader, const QJsonObject &json);
[[nodiscard]] Conflict decodeConflict(Reader &reader, const QJsonObject &json);
[[nodiscard]] Question decodeQuestion(Reader &reader, const QJsonObject &json);
[[nodiscard]] SettledDecision decodeSettledDecision(Reader &reader, const QJsonObject &json);
[[nodiscard]] Guard decodeGuard(Reader &reader, const QJsonObject &json);
[[nodiscard]] PendingRead decodePendingRead(Reader &reader, const QJsonObject &json);
[[nodiscard]] SideMemory decodeSideMemory(Reader &reader, const QJsonObject &json);

} // namespace planjson
