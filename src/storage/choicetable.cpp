#include "storage/choicetable.h"

#include "core/phrase.h"
#include "storage/packedjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace {

constexpr std::pair<Decision::Kind, const char *> KindNames[] = {
    {Decision::Kind::TakeSide, "take_side"},   {Decision::Kind::TakeBase, "take_base"},
    {Decision::Kind::TakeValue, "take_value"}, {Decision::Kind::LinkWith, "link"},
    {Decision::Kind::Separate, "separate"},    {Decision::Kind::Ignore, "ignore"},
    {Decision::Kind::Release, "release"},
};

bool takesValue(Decision::Kind kind)
{
    return kind == Decision::Kind::TakeSide || kind == Decision::Kind::TakeBase
        || kind == Decision::Kind::TakeValue;
}

Value taggedValue(const QJsonObject &holder)
{
    return Value::fromTaggedJson(holder.value(QLatin1String("value")));
}

Error misfit(const QString &sentence)
{
    return {ErrorKind::Usage, sentence, {}, {}, {}};
}

QStringList textList(const QString &json)
{
    QStringList texts;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue text : array)
        texts.append(text.toString());
    return texts;
}

} // namespace

struct ChoiceTable::Row
{
    const Decision &decision;
    QByteArray link;
    QString field;
    Value value;
    qint64 revision = 0;
    bool wasOpen = false;
    QByteArray shown;
};

ChoiceTable::ChoiceTable(StateDatabase &database, const ServiceDefinition &definition)
    : m_database(database)
    , m_definition(definition)
    , m_codec(definition)
{ }

QString ChoiceTable::kindName(Decision::Kind kind)
{
    for (const auto &[known, name] : KindNames) {
        if (known == kind)
            return QLatin1String(name);
    }
    return {};
}

std::optional<Decision::Kind> ChoiceTable::kindNamed(const QString &name)
{
    for (const auto &[kind, known] : KindNames) {
        if (name == QLatin1String(known))
            return kind;
    }
    return std::nullopt;
}

Result<QString> ChoiceTable::serviceOf(StateDatabase &database, const QString &id)
{
    const QByteArray uuid = QUuid(id).toRfc4122();
    const Result<Statement *> query
        = database.run(QStringLiteral("SELECT service FROM conflict WHERE id = :conflict UNION ALL "
                                      "SELECT service FROM question WHERE id = :question UNION ALL "
                                      "SELECT service FROM link WHERE uuid = :link"),
                       {bound(id), bound(id), bound(uuid)});
    if (!query)
        return failure(query.error());
    QString service;
    if ((*query)->next())
        service = (*query)->text(0);
    (*query)->finish();
    return service;
}

Result<void> ChoiceTable::write(const Row &row)
{
    JsonText value;
    value.beginObject();
    if (!row.value.isAbsent())
        value.key(QLatin1String("value")).value(row.value);
    const Decision &decision = row.decision;
    return m_database
        .change(QStringLiteral(
                    "INSERT OR REPLACE INTO decision (id, service, kind, link, field, side, value, "
                    "record_id, revision, was_open, shown) VALUES (:id, :service, :kind, :link, "
                    ":field, :side, :value, :record_id, :revision, :was_open, :shown)"),
                {bound(decision.id), m_definition.name, kindName(decision.kind), bound(row.link),
                 bound(row.field), bound(decision.side), packJson(value.endObject().bytes()),
                 bound(decision.recordId), row.revision, int(row.wasOpen), bound(row.shown)})
        .map([](int) {});
}

Result<bool> ChoiceTable::keepAboutConflict(const Decision &decision)
{
    const Result<Statement *> query
        = m_database.run(QStringLiteral("SELECT link.uuid, field, state, base, shown, revision, "
                                        "title FROM conflict JOIN link ON link.id = conflict.link "
                                        "WHERE conflict.id = :id"),
                         {bound(decision.id)});
    if (!query)
        return failure(query.error());
    if (!(*query)->next())
        return false;
    Row row{decision,
            (*query)->bytes(0),
            (*query)->text(1),
            {},
            (*query)->integer(5),
            (*query)->text(2) == QLatin1String("open"),
            (*query)->bytes(4)};
    const QJsonObject base = unpackJson((*query)->bytes(3));
    const QString title = (*query)->text(6);
    (*query)->finish();
    if (!takesValue(decision.kind))
        return tl::unexpected(misfit(
            Phrase::tr("\"%1\" is a conflict: decide which value counts (--take or --value).")
                .arg(title)));
    const QJsonObject shown = unpackJson(row.shown);
    if (decision.kind == Decision::Kind::TakeValue)
        row.value = decision.value;
    else if (decision.kind == Decision::Kind::TakeBase)
        row.value = taggedValue(base);
    else
        row.value = taggedValue(shown.value(decision.side).toObject());
    const bool isThere = decision.kind != Decision::Kind::TakeSide || shown.contains(decision.side);
    if (!isThere || !row.value.isKnown())
        return tl::unexpected(
            misfit(Phrase::tr("The conflict about \"%1\" has no such value.").arg(title)));
    if (row.field.isEmpty() && row.value.kind() != Value::Kind::Bool)
        return tl::unexpected(
            misfit(Phrase::tr("Whether \"%1\" is kept or deleted is decided by taking a side.")
                       .arg(title)));
    if (const Result<void> written = write(row); !written)
        return failure(written.error());
    return true;
}

Result<bool> ChoiceTable::keepAboutQuestion(const Decision &decision)
{
    const Result<Statement *> query
        = m_database.run(QStringLiteral("SELECT side, record_ids, subject_side, subject, title "
                                        "FROM question WHERE id = :id"),
                         {bound(decision.id)});
    if (!query)
        return failure(query.error());
    if (!(*query)->next())
        return false;
    const QString side = (*query)->text(0);
    const QStringList candidates = textList((*query)->text(1));
    const QString subjectSide = (*query)->text(2);
    const QString subject = (*query)->text(3);
    const QString title = (*query)->text(4);
    (*query)->finish();
    if (takesValue(decision.kind) || decision.kind == Decision::Kind::Release)
        return tl::unexpected(
            misfit(Phrase::tr("\"%1\" is a question of identity: answer it with --link ID, "
                              "--separate or --unlink.")
                       .arg(title)));
    if (decision.kind == Decision::Kind::LinkWith && !candidates.contains(decision.recordId))
        return tl::unexpected(
            misfit(Phrase::tr("%1 is no candidate for \"%2\"; these are: %3.")
                       .arg(decision.recordId, title, candidates.join(QStringLiteral(", ")))));
    if (subject.isEmpty())
        return tl::unexpected(misfit(
            Phrase::tr("The question about \"%1\" is of an older version: run a full sync and "
                       "answer it again.")
                .arg(title)));
    const bool linksTo = decision.kind == Decision::Kind::LinkWith;
    const Result<int> saved = m_database.change(
        QStringLiteral("INSERT OR REPLACE INTO identity (service, side, record_id, question, kind, "
                       "other_side, other_id) VALUES (:service, :side, :record_id, :question, "
                       ":kind, :other_side, :other_id)"),
        {m_definition.name, bound(subjectSide), bound(subject), bound(decision.id),
         kindName(decision.kind), linksTo ? bound(side) : bound(QString()),
         linksTo ? bound(decision.recordId) : bound(QString())});
    if (!saved)
        return failure(saved.error());
    if (const Result<void> written = write({decision, {}, {}, {}, 0, false, {}}); !written)
        return failure(written.error());
    return true;
}

Result<bool> ChoiceTable::keepAboutLink(const Decision &decision)
{
    const QByteArray uuid = QUuid(decision.id).toRfc4122();
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT 1 FROM link WHERE uuid = :uuid AND service = :service"),
        {bound(uuid), m_definition.name});
    if (!query)
        return failure(query.error());
    const bool isThere = (*query)->next();
    (*query)->finish();
    if (!isThere)
        return false;
    if (decision.kind != Decision::Kind::Release && decision.kind != Decision::Kind::Ignore)
        return tl::unexpected(
            misfit(Phrase::tr("%1 is a record, not a conflict: only --release and --unlink fit it.")
                       .arg(decision.id)));
    if (const Result<void> written = write({decision, uuid, {}, {}, 0, false, {}}); !written)
        return failure(written.error());
    return true;
}

Result<void> ChoiceTable::keep(const Decision &decision)
{
    for (const auto about : {&ChoiceTable::keepAboutConflict, &ChoiceTable::keepAboutQuestion,
                             &ChoiceTable::keepAboutLink}) {
        const Result<bool> kept = (this->*about)(decision);
        if (!kept)
            return failure(kept.error());
        if (*kept)
            return {};
    }
    return tl::unexpected(
        misfit(Phrase::tr("Nothing with the id %1 waits for a decision; \"usync conflicts "
                          "--all\" lists what does.")
                   .arg(decision.id)));
}

Result<std::vector<LinkDecision>> ChoiceTable::decisions()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT id, kind, link, field, side, value, revision, was_open, shown "
                       "FROM decision WHERE service = :service AND length(link) > 0 ORDER BY id"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    std::vector<LinkDecision> decisions;
    while ((*query)->next()) {
        const std::optional<Decision::Kind> kind = kindNamed((*query)->text(1));
        const std::optional<int> field = m_codec.fieldNamed((*query)->text(3));
        if (!kind || !field)
            continue;
        LinkDecision decision;
        decision.id = (*query)->text(0);
        decision.kind = *kind;
        decision.link = QUuid::fromRfc4122((*query)->bytes(2));
        decision.field = *field;
        decision.side = m_codec.sideNamed((*query)->text(4));
        decision.value = taggedValue(unpackJson((*query)->bytes(5)));
        decision.revision = quint32((*query)->integer(6));
        decision.wasOpen = (*query)->integer(7) != 0;
        const QJsonObject shown = unpackJson((*query)->bytes(8));
        for (const SideDefinition &side : m_definition.sides)
            decision.values.push_back(
                shown.contains(side.id) ? taggedValue(shown.value(side.id).toObject()) : Value());
        decisions.push_back(std::move(decision));
    }
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return decisions;
}

Result<std::vector<IdentityChoice>> ChoiceTable::identities()
{
    const Result<Statement *> query = m_database.run(
        QStringLiteral("SELECT identity.question, identity.side, identity.record_id, "
                       "identity.kind, other_side, other_id, decision.id IS NOT NULL "
                       "FROM identity LEFT JOIN decision ON decision.id = identity.question "
                       "WHERE identity.service = :service ORDER BY identity.question"),
        {m_definition.name});
    if (!query)
        return failure(query.error());
    std::vector<IdentityChoice> choices;
    while ((*query)->next()) {
        const std::optional<Decision::Kind> kind = kindNamed((*query)->text(3));
        if (!kind)
            continue;
        choices.push_back({(*query)->text(0), (*query)->integer(6) != 0,
                           m_codec.sideNamed((*query)->text(1)), (*query)->text(2), *kind,
                           m_codec.sideNamed((*query)->text(4)), (*query)->text(5)});
    }
    if (const Result<void> read = (*query)->readToEnd(); !read)
        return failure(read.error());
    return choices;
}

Result<void> ChoiceTable::forget(std::span<const SettledDecision> settled)
{
    const QString statements[] = {
        QStringLiteral("DELETE FROM decision WHERE id = :id"),
        QStringLiteral("DELETE FROM question WHERE id = :id"),
        // What a rule decided and a person turned round is no rule's decision any more.
        QStringLiteral("UPDATE conflict SET state = 'closed' WHERE id = :id AND state <> 'open'"),
    };
    for (const SettledDecision &decision : settled) {
        for (const QString &sql : statements) {
            if (const Result<int> done = m_database.change(sql, {bound(decision.id)}); !done)
                return failure(done.error());
        }
    }
    return {};
}
