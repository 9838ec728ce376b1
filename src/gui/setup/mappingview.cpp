#include "gui/setup/mappingview.h"

#include <QHeaderView>

namespace {

constexpr int RowHeight = 27;
constexpr int FieldWidth = 105;
constexpr int NameWidth = 118;
constexpr int TypeWidth = 92;
constexpr int SamplesWidth = 180;

} // namespace

MappingView::MappingView(QWidget *parent)
    : QTableView(parent)
    , m_mapping(new MappingModel(this))
{
    setModel(m_mapping);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(RowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
}

void MappingView::showMapping(const MappingPreview &preview)
{
    const int before = m_mapping->columnCount();
    m_mapping->setPreview(preview);
    if (m_mapping->columnCount() == before)
        return;
    setColumnWidth(0, FieldWidth);
    for (int column = 1; column < m_mapping->samplesColumn(); ++column)
        setColumnWidth(column, column % 2 == 1 ? NameWidth : TypeWidth);
    setColumnWidth(m_mapping->samplesColumn(), SamplesWidth);
}
