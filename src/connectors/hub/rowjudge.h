#pragma once

#include "connectors/hub/canonicalcell.h"
#include "connectors/hub/hubtables.h"

/// Compares the rows of one table in two hubs, of which one is a copy of the other. Its columns are
/// added in the order of the cells. Pure.
class RowJudge
{
public:
    enum class Judgement { Leave, Carry, Refuse };

    explicit RowJudge(const HubTable &table);
    void addColumn(const QString &name, ColumnType type);

    /// What becomes of the row `here` in the other hub, which has `there` (empty: no such row).
    /// Refuse where `there` is the newer one. `copiedAt`: both were used since then, when they were
    /// equal: what changed there alone stays, and Refuse is for what changed in both.
    [[nodiscard]] Judgement judge(const QVariantList &here, const QVariantList &there,
                                  std::optional<Instant> copiedAt) const;
    /// Nothing where the row, or the table, has none that can be read.
    [[nodiscard]] std::optional<Instant> stampOf(const QVariantList &row) const;
    /// Whether the stamp is `since` or later, or says nothing of a time; all are without `since`.
    [[nodiscard]] bool isSince(const QVariantList &row, std::optional<Instant> since) const;
    [[nodiscard]] bool hasStamp() const { return m_stamp >= 0; }
    void addTo(RowsHash &hash, const QVariantList &row) const;

private:
    [[nodiscard]] QByteArray cell(const QVariantList &row, qsizetype place) const;
    [[nodiscard]] bool isSame(const QVariantList &here, const QVariantList &there) const;
    [[nodiscard]] bool saysTheSame(const QVariantList &here, const QVariantList &there) const;

    QString m_stampName;
    bool m_areTombstones = false;
    QStringList m_names;
    std::vector<ColumnType> m_types; ///< by which both are compared
    qsizetype m_stamp = -1; ///< its place; -1: there is none
};
