#include "connectors/notion/notionpropertywriter.h"

#include "connectors/notion/notiondate.h"
#include "connectors/notion/notionpropertyreader.h"
#include "connectors/notion/notionrichtext.h"
#include "core/phrase.h"

#include <QHash>
#include <QJsonArray>

/// Notion's limits on one write (request limits), in elements and characters.
static constexpr qsizetype MostElements = 100;
static constexpr qsizetype LongestUrl = 2000;
static constexpr qsizetype LongestAddress = 200;
static constexpr qsizetype LongestOption = 100;

static const QLatin1String NameKey("name");
static const QLatin1String TypeKey("type");

namespace {

using Content = Result<QJsonValue>;
using Writer = Content (*)(const NotionPropertyWrite &write);

tl::unexpected<Error> refused(const QString &reason)
{
    return failure(ErrorKind::Refused, reason);
}

Content writeRichText(const NotionPropertyWrite &write)
{
    const QJsonArray fresh = write.fresh.value(write.property.type).toArray();
    return notionRichText(write.value.toText(), fresh).map([](const QJsonArray &items) {
        return QJsonValue(items);
    });
}

Content writeNumber(const NotionPropertyWrite &write)
{
    if (write.value.isNull())
        return QJsonValue();
    bool isNumber = false;
    const double number = write.value.toText().toDouble(&isNumber);
    if (!isNumber || Value::number(number) != Value::number(write.value.toText()))
        return refused(Phrase::tr("%1 has more digits than a Notion number keeps.")
                           .arg(write.value.toDisplayText()));
    return QJsonValue(number);
}

Result<void> checkOption(const QString &name)
{
    if (name.contains(u','))
        return refused(Phrase::tr("Notion takes no comma in an option's name: \"%1\".").arg(name));
    if (name.size() > LongestOption)
        return refused(Phrase::tr("The option \"%1…\" is longer than the %2 characters that "
                                  "Notion takes.")
                           .arg(name.left(30))
                           .arg(LongestOption));
    return {};
}

Content writeSelect(const NotionPropertyWrite &write)
{
    if (write.value.isNull())
        return QJsonValue();
    const QString name = cleanedText(write.value.toText());
    return checkOption(name).map([&] { return QJsonValue(QJsonObject{{NameKey, name}}); });
}

Content writeStatus(const NotionPropertyWrite &write)
{
    if (write.value.isNull())
        return refused(Phrase::tr("A Notion status cannot be empty."));
    const QString name = write.value.toText();
    const QStringList &options = write.property.options;
    if (!options.isEmpty() && !options.contains(name))
        return refused(Phrase::tr("The status \"%1\" does not exist in Notion (there are: %2); "
                                  "add it there.")
                           .arg(name, options.join(QStringLiteral(", "))));
    return QJsonValue(QJsonObject{{NameKey, name}});
}

Result<void> checkCount(qsizetype count)
{
    if (count > MostElements)
        return refused(Phrase::tr("%1 entries are more than the %2 that Notion takes at once.")
                           .arg(count)
                           .arg(MostElements));
    return {};
}

Content writeMultiSelect(const NotionPropertyWrite &write)
{
    QJsonArray options;
    const QStringList names = write.value.toSet();
    for (const QString &each : names) {
        const QString name = cleanedText(each);
        if (const Result<void> fits = checkOption(name); !fits)
            return failure(fits.error());
        options.append(QJsonObject{{NameKey, name}});
    }
    return checkCount(options.size()).map([&] { return QJsonValue(options); });
}

Content writeReferences(const NotionPropertyWrite &write)
{
    QJsonArray references;
    const QStringList ids = write.value.toSet();
    for (const QString &id : ids)
        references.append(QJsonObject{{QStringLiteral("id"), id}});
    return checkCount(references.size()).map([&] { return QJsonValue(references); });
}

Content writeDate(const NotionPropertyWrite &write)
{
    const NotionDate fresh = NotionDate::fromJson(write.fresh.value(write.property.type));
    if (write.part == QLatin1String("end") && fresh.start.isEmpty() && !write.value.isNull())
        return refused(Phrase::tr("A Notion date cannot have an end without a start."));
    if (write.part == QLatin1String("end"))
        return fresh.withEnd(write.value).toJson();
    return fresh.withStart(write.value).toJson();
}

Content writeCheckbox(const NotionPropertyWrite &write)
{
    return QJsonValue(write.value.toBool());
}

Content writeString(const NotionPropertyWrite &write)
{
    if (write.value.isNull())
        return QJsonValue();
    const QString text = cleanedText(write.value.toText());
    const qsizetype limit
        = write.property.type == QLatin1String("url") ? LongestUrl : LongestAddress;
    if (text.size() > limit)
        return refused(Phrase::tr("\"%1…\" is longer than the %2 characters that Notion takes "
                                  "here.")
                           .arg(text.left(30))
                           .arg(limit));
    return QJsonValue(text);
}

Content writeFiles(const NotionPropertyWrite &write)
{
    const QJsonArray fresh = write.fresh.value(write.property.type).toArray();
    for (const auto &file : fresh) {
        if (file[TypeKey].toString() != QLatin1String("external"))
            return refused(Phrase::tr("The files kept in Notion itself would be lost."));
    }
    const QStringList addresses = write.value.kind() == Value::Kind::Set
        ? write.value.toSet()
        : QStringList{write.value.toText()};
    QJsonArray files;
    for (const QString &address : addresses) {
        if (address.size() > LongestUrl)
            return refused(Phrase::tr("The address of the file is too long for Notion."));
        if (!address.isEmpty())
            files.append(QJsonObject{
                {NameKey, address.section(u'/', -1).left(LongestOption)},
                {TypeKey, QStringLiteral("external")},
                {QStringLiteral("external"), QJsonObject{{QStringLiteral("url"), address}}}});
    }
    return checkCount(files.size()).map([&] { return QJsonValue(files); });
}

Content writeVerification(const NotionPropertyWrite &write)
{
    const bool verified = write.value.kind() == Value::Kind::Bool
        ? write.value.toBool()
        : write.value.toText() == QLatin1String("verified");
    const QString state = verified ? QStringLiteral("verified") : QStringLiteral("unverified");
    return QJsonValue(QJsonObject{{QStringLiteral("state"), state}});
}

Content writePlace(const NotionPropertyWrite &write)
{
    if (write.value.isNull())
        return QJsonValue();
    const QJsonObject place = write.value.toPlainJson().toObject();
    if (!place.value(QLatin1String("lat")).isDouble()
        || !place.value(QLatin1String("lon")).isDouble())
        return refused(Phrase::tr("A place in Notion needs a latitude and a longitude."));
    return QJsonValue(place);
}

const QHash<QString, Writer> &writers()
{
    static const QHash<QString, Writer> table{
        {QStringLiteral("title"), writeRichText},
        {QStringLiteral("rich_text"), writeRichText},
        {QStringLiteral("number"), writeNumber},
        {QStringLiteral("select"), writeSelect},
        {QStringLiteral("status"), writeStatus},
        {QStringLiteral("multi_select"), writeMultiSelect},
        {QStringLiteral("date"), writeDate},
        {QStringLiteral("checkbox"), writeCheckbox},
        {QStringLiteral("url"), writeString},
        {QStringLiteral("email"), writeString},
        {QStringLiteral("phone_number"), writeString},
        {QStringLiteral("people"), writeReferences},
        {QStringLiteral("relation"), writeReferences},
        {QStringLiteral("files"), writeFiles},
        {QStringLiteral("verification"), writeVerification},
        {QStringLiteral("place"), writePlace},
    };
    return table;
}

bool isWritablePart(const QString &part)
{
    return part.isEmpty() || part == QLatin1String("start") || part == QLatin1String("end");
}

} // namespace

Result<QJsonObject> writeNotionProperty(const NotionPropertyWrite &write)
{
    const QString &type = write.property.type;
    const Writer writer = writers().value(type);
    if (!writer || !isWritablePart(write.part))
        return refused(Phrase::tr("Notion keeps \"%1\" by itself; it cannot be written.")
                           .arg(write.property.name));
    if (!write.value.isKnown())
        return refused(Phrase::tr("The value of \"%1\" is not known.").arg(write.property.name));
    // A cut-short list would be written back without its rest.
    if (isCutShort(write.fresh)
        && (type == QLatin1String("title") || type == QLatin1String("rich_text")))
        return refused(Phrase::tr("\"%1\" holds more mentions than Notion shows; writing it "
                                  "would lose them.")
                           .arg(write.property.name));
    return writer(write).map([&](const QJsonValue &content) {
        return QJsonObject{{type, content}};
    });
}
