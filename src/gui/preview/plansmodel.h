#pragma once

#include "gui/preview/changemodel.h"

/// The plans of several services as one tree: service → whatever its list of changes holds. A
/// service's line says what is in it and carries a tick for all of it. Below it, before its
/// changes, stands what waits for a person in its plan, one line each. The lists are borrowed and
/// stay their owners'; they may be reset at any time. GUI thread.
class PlansModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        SectionRole = Qt::UserRole + 100, ///< the service's index, on every row
        WaitingRole, ///< on a line about something that waits: its index; else invalid
    };

    /// One service.
    struct Section
    {
        QString title;
        QString summary; ///< "12 create · 3 update", "nothing to do", "previewing… 40 %"
        ChangeModel *changes = nullptr;
        QStringList waiting; ///< one line for each thing that waits: "Title · field: a | b"
        QStringList reasons; ///< why each of them waits

        bool operator==(const Section &) const = default;
    };

    explicit PlansModel(QObject *parent = nullptr);

    void setSections(std::vector<Section> sections);
    /// Changes what the line of a service says; cheaper than setting everything.
    void setSummary(int section, const QString &summary);
    [[nodiscard]] const std::vector<Section> &sections() const { return m_sections; }
    [[nodiscard]] QModelIndex sectionIndex(int section) const;

    /// The row of the service's own list; invalid for a service's line and for what waits.
    [[nodiscard]] QModelIndex sourceOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    /// Where a row's parent is: a section's line (`source` invalid), or a row of its list.
    struct Place
    {
        int section = 0;
        QModelIndex source;
    };

    [[nodiscard]] quintptr idOf(const Place &place) const;
    [[nodiscard]] int waitingOf(const QModelIndex &index) const;
    [[nodiscard]] QVariant sectionData(const Section &section, int column, int role) const;
    [[nodiscard]] static QVariant waitingData(const Section &section, int row, int column,
                                              int role);
    void followChanges(int section);
    void forget();

    std::vector<Section> m_sections;
    mutable std::vector<Place> m_places; ///< by a row's internal id - 1; id 0: a section's line
    mutable QHash<std::pair<int, QModelIndex>, quintptr> m_ids;
    std::vector<QMetaObject::Connection> m_connections;
};
