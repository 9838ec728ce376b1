#pragma once

#include "core/connector.h"

#include <QAbstractTableModel>

/// The fields of a service and where each side keeps them: two columns for each side (name and
/// type) once its schema is known.
class MappingModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSchemas(const ServiceDefinition &definition, std::vector<SideSchema> schemas);
    [[nodiscard]] int problemCount() const;
    [[nodiscard]] const std::vector<SideSchema> &schemas() const { return m_schemas; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Cell
    {
        QString name;
        QString type;
        bool isMapped = false;
        bool isMissing = false;
        QString note;
    };

    [[nodiscard]] Cell cell(int row, size_t side) const;
    [[nodiscard]] QString noteText(int row) const;
    [[nodiscard]] QString text(const QModelIndex &index) const;
    [[nodiscard]] bool isMissing(int row) const;
    [[nodiscard]] int noteColumn() const;

    ServiceDefinition m_definition;
    std::vector<SideSchema> m_schemas; ///< the hub last
    QStringList m_labels; ///< of the sides, in that order
};
