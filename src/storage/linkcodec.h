#pragma once

#include "core/linkstate.h"
#include "storage/jsontext.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>

/// The agreed and shown values of a link as JSON by field and side name, so that a definition that
/// gained, lost or reordered fields still loads: a new field is one that was never agreed. What is
/// the same for nearly all fields (revision, origin, a side that shows what was agreed) is written
/// once or not at all.
class LinkCodec
{
public:
    explicit LinkCodec(const ServiceDefinition &definition);

    /// One JSON object each.
    [[nodiscard]] QByteArray agreedText(const LinkState &link) const;
    [[nodiscard]] QByteArray shownText(const LinkState &link) const;
    /// Fills `link`, which is an empty link of the definition. `agreed` before `shown`.
    void readAgreed(const QJsonObject &json, LinkState &link) const;
    void readShown(const QJsonObject &json, LinkState &link) const;

    /// "" stands for the record itself.
    [[nodiscard]] QString fieldName(int field) const;
    /// Nothing where the definition has no such field any more.
    [[nodiscard]] std::optional<int> fieldNamed(const QString &name) const;
    [[nodiscard]] QString sideName(int side) const; ///< "" for -1
    [[nodiscard]] int sideNamed(const QString &name) const; ///< -1: none

    /// The value of one field in what `agreedText` made.
    [[nodiscard]] static Value agreedValue(const QJsonObject &json, const QString &field);
    /// What each side shows of one field ("" for the record itself), by the side's name, out of
    /// what `agreedText` and `shownText` made; sides that show nothing of it are left out.
    [[nodiscard]] static QMap<QString, Value>
    shownValues(const QJsonObject &agreed, const QJsonObject &shown, const QString &field);

private:
    void writeRevisions(JsonText &json, const LinkState &link) const;
    void writeOrigins(JsonText &json, const LinkState &link) const;
    void writeSide(JsonText &json, const LinkState &link, int side) const;
    void readSide(const QJsonObject &json, int side, LinkState &link) const;

    std::vector<QString> m_fields;
    std::vector<QString> m_sides;
    QHash<QString, int> m_fieldIndex;
};
