#include "connectors/hub/rowaligner.h"

void RowAligner::add(const std::vector<HubCell> &cells)
{
    for (const HubCell &cell : cells)
        m_places.insert(cell.column, 0);
}

void RowAligner::arrange()
{
    m_names = m_places.keys();
    m_names.sort();
    for (qsizetype place = 0; place < m_names.size(); ++place)
        m_places[m_names[place]] = size_t(place);
}

std::vector<HubCell> RowAligner::aligned(const std::vector<HubCell> &cells,
                                         QStringList &names) const
{
    std::vector<const HubCell *> row(size_t(m_names.size()));
    for (const HubCell &cell : cells)
        row[m_places.value(cell.column)] = &cell;
    names = m_names;
    std::vector<HubCell> aligned;
    aligned.reserve(row.size());
    for (size_t place = 0; place < row.size(); ++place) {
        const QString &name = m_names[qsizetype(place)];
        if (row[place])
            aligned.push_back(*row[place]);
        else if (m_plain.contains(name))
            aligned.push_back({name, ColumnType::Text, {}});
        else
            names.removeOne(name);
    }
    return aligned;
}
