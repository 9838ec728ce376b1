#include "gui/common/differencetext.h"

#include "gui/common/colours.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace {

using Kind = DifferencePart::Kind;

QFont fontOf(const QFont &base, Kind kind)
{
    QFont font = base;
    font.setStrikeOut(kind == Kind::Removed);
    font.setBold(kind == Kind::Added);
    return font;
}

QColor colourOf(const Colours &colours, Kind kind)
{
    if (kind == Kind::Removed)
        return colours.bad;
    return kind == Kind::Added ? colours.good : colours.text;
}

bool belongsTo(DifferenceSide side, Kind kind)
{
    if (side == DifferenceSide::Both || kind == Kind::Same)
        return true;
    return kind == (side == DifferenceSide::Before ? Kind::Removed : Kind::Added);
}

/// The parts of one side; a long beginning that did not change is shortened to its end.
std::vector<DifferencePart> partsOf(const std::vector<DifferencePart> &difference,
                                    DifferenceSide side, const QFontMetrics &metrics, int width)
{
    std::vector<DifferencePart> parts;
    int total = 0;
    for (const DifferencePart &part : difference) {
        if (belongsTo(side, part.kind)) {
            parts.push_back(part);
            total += metrics.horizontalAdvance(part.text);
        }
    }
    const bool startsSame = parts.size() > 1 && parts.front().kind == Kind::Same;
    if (startsSame && total > width)
        parts.front().text = metrics.elidedText(parts.front().text, Qt::ElideLeft, width / 3);
    return parts;
}

} // namespace

void drawDifference(QPainter *painter, const QRect &area,
                    const std::vector<DifferencePart> &difference, DifferenceSide side,
                    const Colours &colours)
{
    const QFont base = painter->font();
    int left = area.left();
    for (const DifferencePart &part : partsOf(difference, side, QFontMetrics(base), area.width())) {
        const QFontMetrics metrics(fontOf(base, part.kind));
        const int room = area.right() - left;
        const QString text = metrics.elidedText(part.text, Qt::ElideRight, room);
        painter->setFont(fontOf(base, part.kind));
        painter->setPen(colourOf(colours, part.kind));
        painter->drawText(QRect(left, area.top(), room + 1, area.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        left += metrics.horizontalAdvance(text);
        if (side == DifferenceSide::Both && part.kind == Kind::Removed)
            left += metrics.horizontalAdvance(u' ') / 2; // its successor stands for it
        if (text != part.text || left >= area.right())
            break;
    }
    painter->setFont(base);
}

bool isWorthComparing(const std::vector<DifferencePart> &difference)
{
    qsizetype same = 0;
    qsizetype different = 0;
    for (const DifferencePart &part : difference)
        (part.kind == Kind::Same ? same : different) += part.text.trimmed().size();
    const bool isRightToLeft
        = std::any_of(difference.begin(), difference.end(),
                      [](const DifferencePart &part) { return part.text.isRightToLeft(); });
    return different > 0 && same * 3 >= different && !isRightToLeft;
}

QString differenceHtml(const std::vector<DifferencePart> &difference, DifferenceSide side,
                       const Colours &colours)
{
    QString html;
    for (const DifferencePart &part : difference) {
        if (!belongsTo(side, part.kind))
            continue;
        const QString text = part.text.toHtmlEscaped();
        if (part.kind == Kind::Removed)
            html += QStringLiteral("<s style=\"color:%1\">%2</s>%3")
                        .arg(colours.bad.name(), text,
                             side == DifferenceSide::Both ? QStringLiteral("&#8201;") : QString());
        else if (part.kind == Kind::Added)
            html += QStringLiteral("<b style=\"color:%1\">%2</b>").arg(colours.good.name(), text);
        else
            html += text;
    }
    return html;
}
