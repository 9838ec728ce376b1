#include "app/session/sampleplots.h"

#include <QCoreApplication>

namespace {

const QString SharedFlag = QStringLiteral("is_shared");
const QString TrashFlag = QStringLiteral("in_trash");

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SamplePlots)
};

/// The record of this story, which no later one takes.
SampleRecord takeRecord(SampleScene &scene)
{
    const SampleRecord record = *scene.untouched();
    scene.affairs.touched.append(record.pageId);
    return record;
}

QString textOf(const SampleRecord &record, const SampleField &field)
{
    return record.row.fields[size_t(field.index)].toText();
}

/// Text that no earlier story wrote; `mark` has room for a number.
QString marked(const SampleScene &scene, const SampleRecord &record, const SampleField &field,
               const QString &mark)
{
    return (textOf(record, field) + u' ' + mark.arg(scene.affairs.changes)).trimmed();
}

QString markOfNotion()
{
    return Texts::tr("(changed in Notion, %1)");
}

QString markOfHub()
{
    return Texts::tr("(changed in the hub, %1)");
}

Result<void> editPage(const SampleScene &scene, const SampleRecord &record,
                      const SampleField &field)
{
    return scene.records.editPage(record.pageId, field,
                                  marked(scene, record, field, markOfNotion()));
}

Result<void> editRow(const SampleScene &scene, const SampleRecord &record, const SampleField &field)
{
    return scene.records.editRow(record.row.id, field.index,
                                 Value::text(marked(scene, record, field, markOfHub())));
}

Result<QString> editNotion(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    const SampleField field = *scene.records.textField(record);
    return editPage(scene, record, field).transform([&] {
        return Texts::tr("Somebody in Notion changed %1 of \"%2\". Preview %3 to see the edit "
                         "arrive in the hub.")
            .arg(field.label, record.title, scene.definition.title);
    });
}

Result<QString> editHub(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    const SampleField field = *scene.records.textField(record);
    const QString sentence = scene.isTwoWay()
        ? Texts::tr("Somebody changed %1 of \"%2\" in the hub. Preview %3 to see the edit travel "
                    "to Notion.")
        : Texts::tr("Somebody changed %1 of \"%2\" in the hub. %3 goes from Notion to the hub "
                    "only: preview it to see that nothing is sent back, and the edit stays.");
    return editRow(scene, record, field).transform([&] {
        return sentence.arg(field.label, record.title, scene.definition.title);
    });
}

Result<QString> editBoth(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    const SampleField field = *scene.records.textField(record);
    const QString mark = u' ' + markOfHub().arg(scene.affairs.changes);
    const auto [other, value] = *scene.records.otherChange(record, field, mark);
    const QString sentence = scene.isTwoWay()
        ? Texts::tr("Somebody in Notion changed %1 of \"%2\", and somebody in the hub its %3. "
                    "Preview %4 to see both edits travel.")
        : Texts::tr("Somebody in Notion changed %1 of \"%2\", and somebody in the hub its %3. "
                    "Preview %4 to see Notion's edit arrive, and the hub's own stay.");
    return editPage(scene, record, field)
        .and_then([&, &other = other, &value = value] {
            return scene.records.editRow(record.row.id, other.index, value);
        })
        .transform([&, &other = other] {
            return sentence.arg(field.label, record.title, other.label, scene.definition.title);
        });
}

/// Within seconds of each other: nobody can say which of the two is newer, as Notion's stamps tell
/// minutes.
Result<QString> makeConflict(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    const SampleField field = *scene.records.textField(record);
    const QString sentence = scene.isTwoWay()
        ? Texts::tr("%1 of \"%2\" was changed in Notion and in the hub within the same minute. "
                    "Preview or sync %3, then decide which of the two counts.")
        : Texts::tr("%1 of \"%2\" was changed in Notion and in the hub within the same minute. "
                    "Preview %3 to see that Notion's counts; what the hub had is kept among the "
                    "conflicts that were decided.");
    return editPage(scene, record, field)
        .and_then([&] { return editRow(scene, record, field); })
        .transform([&] { return sentence.arg(field.label, record.title, scene.definition.title); });
}

Result<QString> addPage(SampleScene &scene)
{
    const int number = scene.affairs.changes;
    const QString title = Texts::tr("A new page (%1)").arg(number);
    return scene.records.addPage(title, QDate::currentDate().addDays(number)).transform([&] {
        return Texts::tr("Somebody in Notion added \"%1\". Preview %2 to see its row made in the "
                         "hub.")
            .arg(title, scene.definition.title);
    });
}

Result<QString> binPage(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    return scene.records.setPage(record.pageId, TrashFlag, true).transform([&] {
        return Texts::tr("Somebody in Notion moved \"%1\" to the bin. Preview %2 to see its row "
                         "deleted in the hub; sync it, and you can restore the page.")
            .arg(record.title, scene.definition.title);
    });
}

Result<QString> restorePage(SampleScene &scene)
{
    const SampleRecord record = *scene.binned();
    return scene.records.setPage(record.pageId, TrashFlag, false).transform([&] {
        return Texts::tr("Somebody in Notion took \"%1\" out of the bin. Preview %2 to see its "
                         "row come back in the hub.")
            .arg(record.title, scene.definition.title);
    });
}

Result<QString> emptyListing(SampleScene &scene)
{
    return scene.records.setListing(true).transform([&] {
        scene.affairs.listsNothing = true;
        return Texts::tr("Notion now answers as if %1 were empty, the way it looks when access is "
                         "lost. Preview everything anew (Ctrl+Shift+P) to see the guard stop it.")
            .arg(scene.definition.title);
    });
}

Result<QString> unsharePage(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    return scene.records.setPage(record.pageId, SharedFlag, false).transform([&] {
        scene.affairs.unshared = record;
        return Texts::tr("The page \"%1\" is no longer shared with the integration. Preview "
                         "everything anew (Ctrl+Shift+P) to see %2 pause it and delete nothing.")
            .arg(record.title, scene.definition.title);
    });
}

Result<void> shareAgain(SampleScene &scene)
{
    const QString page = scene.affairs.unshared->pageId;
    return scene.records.setPage(page, SharedFlag, true).transform([&] {
        scene.affairs.unshared.reset();
    });
}

Result<QString> sharePage(SampleScene &scene)
{
    const QString title = scene.affairs.unshared->title;
    return shareAgain(scene).transform([&] {
        return Texts::tr("The page \"%1\" is shared again. Preview everything anew (Ctrl+Shift+P) "
                         "to see that %2 goes on with it.")
            .arg(title, scene.definition.title);
    });
}

Result<QString> refuseInHub(SampleScene &scene)
{
    const SampleRecord record = takeRecord(scene);
    const SampleField field = *scene.records.textField(record);
    const QString text = marked(scene, record, field, Texts::tr("(forbidden, %1)"));
    return scene.records.forbid(field.index, Value::text(text))
        .and_then([&] { return scene.records.editPage(record.pageId, field, text); })
        .transform([&] {
            scene.affairs.refusal = SampleAffairs::Refusal{record, field, true};
            return Texts::tr("Somebody in Notion changed %1 of \"%2\" to a text that a rule of the "
                             "hub's table forbids. Sync %3 to see it refused and kept waiting, and "
                             "everything else go on.")
                .arg(field.label, record.title, scene.definition.title);
        });
}

Result<QString> refuseInNotion(SampleScene &scene)
{
    //: A value with a comma, which Notion takes in no option
    const QString words = Texts::tr("Undecided, for now");
    const SampleRecord record = takeRecord(scene);
    const auto [field, value] = *scene.records.refusedChange(record, words);
    return scene.records.editRow(record.row.id, field.index, value).transform([&, &field = field] {
        scene.affairs.refusal = SampleAffairs::Refusal{record, field, false};
        return Texts::tr("Somebody in the hub changed %1 of \"%2\" to \"%3\", which Notion "
                         "does not take. Sync %4 to see it refused and kept waiting, and "
                         "everything else go on.")
            .arg(field.label, record.title, words, scene.definition.title);
    });
}

/// The value of before; the hub's rule goes.
Result<void> takeBack(SampleScene &scene)
{
    const SampleAffairs::Refusal refusal = *scene.affairs.refusal;
    const Result<void> mended = refusal.isInHub
        ? scene.records.forbid(refusal.field.index, std::nullopt).and_then([&] {
              return scene.records.editPage(refusal.record.pageId, refusal.field,
                                            textOf(refusal.record, refusal.field));
          })
        : scene.records.editRow(refusal.record.row.id, refusal.field.index,
                                refusal.record.row.fields[size_t(refusal.field.index)]);
    return mended.transform([&] { scene.affairs.refusal.reset(); });
}

Result<QString> mendAll(SampleScene &scene)
{
    Result<void> mended;
    if (scene.affairs.listsNothing)
        mended = scene.records.setListing(false).transform(
            [&] { scene.affairs.listsNothing = false; });
    if (mended && scene.affairs.unshared)
        mended = shareAgain(scene);
    if (mended && scene.affairs.refusal)
        mended = takeBack(scene);
    return mended.transform([&] {
        return Texts::tr("%1 is back to normal: everything is listed and shared, and no value is "
                         "refused. Sync it to see that all is well again.")
            .arg(scene.definition.title);
    });
}

bool hasRecord(const SampleScene &scene)
{
    return scene.untouched() != nullptr;
}

bool canRefuse(const SampleScene &scene)
{
    return !scene.affairs.refusal && hasRecord(scene);
}

std::vector<SamplePlot> edits()
{
    const auto hasTwoFields = [](const SampleScene &scene) {
        const SampleRecord *record = scene.untouched();
        return record && scene.records.otherChange(*record, *scene.records.textField(*record), {});
    };
    return {
        {"edit_notion", Texts::tr("Edit a page in &Notion"), false, hasRecord, editNotion},
        {"edit_hub", Texts::tr("Edit a row in the &hub"), false, hasRecord, editHub},
        {"edit_both", Texts::tr("Edit &different fields on both sides"), false, hasTwoFields,
         editBoth},
        {"conflict", Texts::tr("Edit the same field on both sides: a &conflict"), false, hasRecord,
         makeConflict},
        {"add", Texts::tr("&Add a page in Notion"), false, hasRecord, addPage},
        {"delete", Texts::tr("&Move a page to Notion's bin"), false, hasRecord, binPage},
        {"restore", Texts::tr("Take a page &out of Notion's bin"), false,
         [](const SampleScene &scene) { return scene.binned() != nullptr; }, restorePage},
    };
}

std::vector<SamplePlot> mishaps()
{
    return {
        {"empty", Texts::tr("Let Notion &list nothing"), false,
         [](const SampleScene &scene) { return !scene.affairs.listsNothing; }, emptyListing},
        {"unshare", Texts::tr("Stop sharing a &page"), false,
         [](const SampleScene &scene) { return !scene.affairs.unshared && hasRecord(scene); },
         unsharePage},
        {"share", Texts::tr("&Share the page again"), false,
         [](const SampleScene &scene) { return scene.affairs.unshared.has_value(); }, sharePage},
        {"refuse_hub", Texts::tr("Write in Notion what the hub &refuses"), false, canRefuse,
         refuseInHub},
        {"refuse_notion", Texts::tr("&Write in the hub what Notion refuses"), true,
         [](const SampleScene &scene) {
             return canRefuse(scene)
                 && scene.records.refusedChange(*scene.untouched(), {}).has_value();
         },
         refuseInNotion},
        {"normal", Texts::tr("&Back to normal"), false,
         [](const SampleScene &scene) { return !scene.affairs.isNormal(); }, mendAll},
    };
}

} // namespace

std::vector<SamplePlot> samplePlots()
{
    std::vector<SamplePlot> plots = edits();
    for (SamplePlot &plot : mishaps())
        plots.push_back(std::move(plot));
    return plots;
}
