#pragma once

#include "gui/setup/mappingmodel.h"

#include <QTableView>

/// The table of a mapping.
class MappingView : public QTableView
{
    Q_OBJECT

public:
    explicit MappingView(QWidget *parent = nullptr);

    void showMapping(const MappingPreview &preview);
    [[nodiscard]] MappingModel &mapping() const { return *m_mapping; }

private:
    MappingModel *m_mapping;
};
