#include "connectors/hub/rowaligner.h"

#include "connectors/hub/rowjson.h"

void RowAligner::add(const std::vector<HubCell> &cells)
{
    for (const HubCell &cell : cells)
        m_places.insert(cell.column, 0);
}

void RowAligner::arrange()
{
    m_names = m_places.keys();
    m_names.sort();
    m_keys.reserve(size_t(m_names.size()));
    for (const QString &name : std::as_const(m_names)) {
        m_places[name] = m_keys.size();
        m_keys.push_back(jsonString(name) + ':');
    }
}

QByteArray RowAligner::json(const std::vector<HubCell> &cells, QStringList &names) const
{
    std::vector<const HubCell *> row(m_keys.size());
    for (const HubCell &cell : cells)
        row[m_places.value(cell.column)] = &cell;
    names = m_names;
    QByteArray json = "{";
    for (size_t place = m_keys.size(); place-- > 0;) {
        if (!row[place] && !m_plain.contains(m_names.at(qsizetype(place)))) {
            names.removeAt(qsizetype(place));
            continue;
        }
        if (json.size() > 1)
            json += ',';
        json += m_keys[place];
        json += row[place] ? cellJson(*row[place]) : QByteArray("null");
    }
    return json + '}';
}
