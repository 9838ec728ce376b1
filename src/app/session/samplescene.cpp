#include "app/session/samplescene.h"

#include <algorithm>

static const SampleRecord *firstWhere(const SampleScene &scene,
                                      bool (*fits)(const SampleScene &, const SampleRecord &))
{
    const auto &all = scene.records.all();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const SampleRecord &record) { return fits(scene, record); });
    return found == all.end() ? nullptr : &*found;
}

bool SampleScene::isTwoWay() const
{
    return definition.sides[size_t(definition.sideIndex(u"hub"))].edits;
}

const SampleRecord *SampleScene::untouched() const
{
    return firstWhere(*this, [](const SampleScene &scene, const SampleRecord &record) {
        return record.isWhole() && !scene.affairs.touched.contains(record.pageId)
            && scene.records.textField(record).has_value();
    });
}

const SampleRecord *SampleScene::binned() const
{
    return firstWhere(*this, [](const SampleScene &, const SampleRecord &record) {
        return record.isLinked() && !record.row.alive && record.isInTrash && record.isShared;
    });
}
