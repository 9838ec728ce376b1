#include "gui/setup/mappingmodel.h"

#include "app/text/translation.h"
#include "gui/common/colours.h"
#include "gui/common/dot.h"

#include <QApplication>

#include <algorithm>

namespace {

enum Column { Field, FirstSide };

constexpr int ColumnsPerSide = 2;

Mood moodOf(FieldVerdict verdict)
{
    switch (verdict) {
    case FieldVerdict::Good:
    case FieldVerdict::NewColumn:
        return Mood::Good;
    case FieldVerdict::OneSide:
        return Mood::Idle;
    case FieldVerdict::ReadOnly:
    case FieldVerdict::Lossy:
        return Mood::Warning;
    case FieldVerdict::OtherType:
    case FieldVerdict::Missing:
        return Mood::Bad;
    }
    return Mood::Idle;
}

} // namespace

void MappingModel::setPreview(const MappingPreview &preview)
{
    beginResetModel();
    m_preview = preview;
    m_order.clear();
    for (const bool isHubsTurn : {false, true}) {
        for (size_t side = 0; side < size_t(preview.sides.size()); ++side) {
            if ((preview.sides.at(qsizetype(side)) == QLatin1String("hub")) == isHubsTurn)
                m_order.push_back(side);
        }
    }
    endResetModel();
}

int MappingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_preview.fields.size());
}

int MappingModel::samplesColumn() const
{
    return FirstSide + int(m_order.size()) * ColumnsPerSide;
}

int MappingModel::columnCount(const QModelIndex &) const
{
    return verdictColumn() + 1;
}

QString MappingModel::placeText(const FieldPreview &field, int column) const
{
    const int position = column - FirstSide;
    const FieldPreview::Place &place
        = field.places.at(m_order.at(size_t(position / ColumnsPerSide)));
    if (position % ColumnsPerSide == 1)
        return translated(place.type);
    if (place.name.isEmpty())
        return QStringLiteral("–");
    // What a side keeps by itself stands in brackets; a property's name is the person's own.
    return place.name.startsWith(u'(') ? translated(place.name) : place.name;
}

QString MappingModel::text(const QModelIndex &index) const
{
    const FieldPreview &field = m_preview.fields.at(size_t(index.row()));
    if (index.column() == Field)
        return field.label;
    if (index.column() == samplesColumn())
        return field.samples.join(QStringLiteral(" · "));
    if (index.column() == verdictColumn())
        return translated(field.words);
    return placeText(field, index.column());
}

QVariant MappingModel::colour(const QModelIndex &index) const
{
    const Colours &colours = Colours::of(QApplication::palette());
    const Mood mood = moodOf(m_preview.fields.at(size_t(index.row())).verdict);
    if (index.column() == verdictColumn() && mood == Mood::Warning)
        return colours.warning;
    if (index.column() == verdictColumn() && mood == Mood::Bad)
        return colours.bad;
    const bool isType = index.column() >= FirstSide && index.column() < samplesColumn()
        && (index.column() - FirstSide) % ColumnsPerSide == 1;
    return isType || index.column() == verdictColumn() ? QVariant(colours.muted) : QVariant();
}

QVariant MappingModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return text(index);
    if (role == Qt::ToolTipRole && index.column() == samplesColumn())
        return m_preview.fields.at(size_t(index.row())).samples.join(u'\n');
    if (role == Qt::ToolTipRole)
        return text(index);
    if (role == Qt::DecorationRole && index.column() == verdictColumn())
        return dotPixmap(moodOf(m_preview.fields.at(size_t(index.row())).verdict),
                         QApplication::palette(), qApp->devicePixelRatio());
    if (role == Qt::ForegroundRole)
        return colour(index);
    return {};
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == Field)
        return tr("Field");
    if (section == samplesColumn())
        return tr("For example");
    if (section == verdictColumn())
        return tr("What becomes of it");
    const int position = section - FirstSide;
    if (position % ColumnsPerSide == 1)
        return tr("Type");
    const size_t side = m_order.at(size_t(position / ColumnsPerSide));
    return sideLabel(m_preview.sides.at(qsizetype(side)));
}

QString mappingSummary(const MappingPreview &preview)
{
    const auto count = [&](auto isWanted) {
        return int(
            std::count_if(preview.fields.begin(), preview.fields.end(),
                          [&](const FieldPreview &field) { return isWanted(field.verdict); }));
    };
    const int leftOut = count(isLeftOut);
    const int limited = count([](FieldVerdict verdict) {
        return verdict == FieldVerdict::Lossy || verdict == FieldVerdict::ReadOnly;
    });
    QStringList parts{MappingModel::tr("fields: %1").arg(preview.fields.size())};
    if (leftOut > 0)
        parts << MappingModel::tr("left out: %1").arg(leftOut);
    if (limited > 0)
        parts << MappingModel::tr("lossy or read only: %1").arg(limited);
    if (leftOut + limited == 0)
        parts << MappingModel::tr("everything arrives whole");
    return parts.join(QStringLiteral(" · "));
}
