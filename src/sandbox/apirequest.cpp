#include "sandbox/apirequest.h"

#include "sandbox/cursor.h"
#include "sandbox/sandboxjson.h"

namespace sandbox {

namespace {

constexpr int largestPage = 100;

} // namespace

QJsonObject listOf(const QJsonArray &results, const QString &nextCursor, const QString &type)
{
    return object({{u"object", u"list"},
                   {u"results", results},
                   {u"next_cursor", nextCursor.isEmpty() ? null() : QJsonValue(nextCursor)},
                   {u"has_more", !nextCursor.isEmpty()},
                   {u"type", type},
                   {type, QJsonObject()}});
}

ApiResult<ListWindow> listWindow(const ApiRequest &request)
{
    ListWindow window{0, largestPage};
    const QString sizeText = request.parameter(u"page_size");
    const QJsonValue sizeValue = request.body.value(u"page_size");
    if (!sizeText.isEmpty() || !sizeValue.isUndefined()) {
        window.size = sizeText.isEmpty() ? sizeValue.toInt(-1) : sizeText.toInt();
        if (window.size < 1 || window.size > largestPage)
            return validationError(
                QStringLiteral("body failed validation: page_size should be a number "
                               "between 1 and 100."));
    }
    QString cursorText = request.parameter(u"start_cursor");
    if (cursorText.isEmpty() && request.body.contains(u"start_cursor"))
        cursorText = request.body.value(u"start_cursor").toString(QStringLiteral("null"));
    if (cursorText.isEmpty())
        return window;
    const auto cursor = readCursor(cursorText);
    if (!cursor)
        return validationError(
            QStringLiteral("The start_cursor provided is invalid: %1").arg(cursorText));
    window.from = int(cursor->delivered);
    return window;
}

QString nextCursor(int position, int total)
{
    return position < total ? writeCursor({.delivered = quint32(position)}) : QString();
}

} // namespace sandbox
