#include "app/home/settingsfile.h"

#include "app/home/privatefile.h"
#include "core/phrase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

static constexpr const char *SecretVariables[]
    = {"NOTION_API_TOKEN",     "SUPABASE_KEY",       "GOOGLE_TOKEN_JSON",
       "GOOGLE_CLIENT_SECRET", "TELEGRAM_BOT_TOKEN", "UNIFIED_SYNC_HUB_PASSWORD"};

static constexpr QLatin1String DisabledKey("disabled_services");
static constexpr QLatin1String HiddenKey("hidden_services");
static constexpr QLatin1String ConflictsKey("conflicts");
static constexpr QLatin1String HistoryDaysKey("history_days");
static constexpr QLatin1String ImageDaysKey("image_days");

bool isSecretVariable(const QString &name)
{
    return std::any_of(std::begin(SecretVariables), std::end(SecretVariables),
                       [&](const char *secret) { return name == QLatin1String(secret); });
}

static tl::unexpected<Error> wrong(const QString &path, const QString &what)
{
    return failure(ErrorKind::Usage, QStringLiteral("%1: %2.").arg(path, what));
}

static Result<QMap<QString, QString>> readVariables(const QString &path, const QJsonValue &value)
{
    QMap<QString, QString> variables;
    if (!value.isUndefined() && !value.isObject())
        return wrong(path, Phrase::tr("it must hold an object under \"variables\""));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (isSecretVariable(it.key()))
            return wrong(path,
                         Phrase::tr("it holds %1, which is a secret: remove it from the file and "
                                    "store it with \"usync login\"")
                             .arg(it.key()));
        if (!it.value().isString())
            return wrong(path, Phrase::tr("it must hold a text for %1").arg(it.key()));
        variables.insert(it.key(), it.value().toString());
    }
    return variables;
}

static Result<std::optional<int>> readDays(const QString &path, const QJsonObject &root,
                                           QLatin1String key)
{
    const QJsonValue value = root.value(key);
    if (value.isUndefined())
        return std::nullopt;
    if (value.toInt() < 1)
        return wrong(path, Phrase::tr("it must hold a number of days for \"%1\"").arg(key));
    return value.toInt();
}

static Result<QStringList> readNames(const QString &path, const QJsonObject &root,
                                     QLatin1String key)
{
    QStringList names;
    const QJsonValue value = root.value(key);
    if (!value.isUndefined() && !value.isArray())
        return wrong(path, Phrase::tr("it must hold a list under \"%1\"").arg(key));
    for (const auto &name : value.toArray())
        names.append(name.toString());
    return names;
}

static Result<QMap<QString, QString>> readConflicts(const QString &path, const QJsonValue &value)
{
    QMap<QString, QString> conflicts;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        conflicts.insert(it.key(), it.value().toString());
    const bool isRight = (value.isUndefined() || value.isObject())
        && std::none_of(object.begin(), object.end(),
                        [](const QJsonValue &rule) { return !rule.isString(); });
    return isRight ? Result<QMap<QString, QString>>(conflicts)
                   : wrong(path, Phrase::tr("it must hold texts under \"%1\"").arg(ConflictsKey));
}

static Result<SettingsFile> parseSettings(const QString &path, const QJsonObject &root)
{
    const auto variables = readVariables(path, root.value(QLatin1String("variables")));
    if (!variables)
        return failure(variables.error());
    const auto disabled = readNames(path, root, DisabledKey);
    if (!disabled)
        return failure(disabled.error());
    const auto hidden = readNames(path, root, HiddenKey);
    if (!hidden)
        return failure(hidden.error());
    const auto conflicts = readConflicts(path, root.value(ConflictsKey));
    if (!conflicts)
        return failure(conflicts.error());
    const auto historyDays = readDays(path, root, HistoryDaysKey);
    if (!historyDays)
        return failure(historyDays.error());
    const auto imageDays = readDays(path, root, ImageDaysKey);
    if (!imageDays)
        return failure(imageDays.error());
    return SettingsFile{*variables, *disabled, *hidden, *conflicts, *historyDays, *imageDays};
}

Result<SettingsFile> SettingsFile::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return SettingsFile{};
    if (!file.open(QIODevice::ReadOnly))
        return wrong(path, Phrase::tr("it cannot be read: %1").arg(file.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return wrong(path,
                     Phrase::tr("it is not valid JSON: %1 at byte %2")
                         .arg(error.errorString())
                         .arg(error.offset));
    if (!document.isObject())
        return wrong(path, Phrase::tr("it must hold one JSON object"));
    return parseSettings(path, document.object());
}

Result<void> SettingsFile::write(const QString &path) const
{
    QJsonObject values;
    for (auto it = variables.begin(); it != variables.end(); ++it) {
        if (!isSecretVariable(it.key()))
            values.insert(it.key(), it.value());
    }
    QJsonObject root{{QStringLiteral("variables"), values},
                     {DisabledKey, QJsonArray::fromStringList(disabledServices)}};
    if (!hiddenServices.isEmpty())
        root.insert(HiddenKey, QJsonArray::fromStringList(hiddenServices));
    QJsonObject rules;
    for (auto it = conflicts.begin(); it != conflicts.end(); ++it)
        rules.insert(it.key(), it.value());
    if (!rules.isEmpty())
        root.insert(ConflictsKey, rules);
    if (historyDays)
        root.insert(HistoryDaysKey, *historyDays);
    if (imageDays)
        root.insert(ImageDaysKey, *imageDays);
    return writePrivateFile(path, QJsonDocument(root).toJson());
}
