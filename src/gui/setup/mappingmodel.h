#pragma once

#include "app/connection/mappingpreview.h"

#include <QAbstractTableModel>

/// The fields of a service: where each side keeps them, what some records hold, and what becomes of
/// the values, by colour and in words.
class MappingModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(const MappingPreview &preview);
    [[nodiscard]] const MappingPreview &preview() const { return m_preview; }
    [[nodiscard]] bool isEmpty() const { return m_preview.fields.empty(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] int samplesColumn() const;
    [[nodiscard]] int verdictColumn() const { return samplesColumn() + 1; }

private:
    [[nodiscard]] QString text(const QModelIndex &index) const;
    [[nodiscard]] QString placeText(const FieldPreview &field, int column) const;
    [[nodiscard]] QVariant colour(const QModelIndex &index) const;

    MappingPreview m_preview;
    std::vector<size_t> m_order; ///< the sides from left to right: the hub last
};

/// "fields: 15 · left out: 2"; the truth of a whole mapping.
[[nodiscard]] QString mappingSummary(const MappingPreview &preview);
