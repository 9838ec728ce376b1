#pragma once

#include "gui/common/paragraphs.h"
#include "gui/common/textcomparison.h"

#include <QTableWidget>

/// Where versions of a text differ, as a table to pick from: a row for each place, a column for
/// each version. Where one version alone changed a place, its text is picked at first. Arrows move,
/// Space, Return or a click picks. GUI thread.
class ParagraphPicker : public QTableWidget
{
    Q_OBJECT

public:
    explicit ParagraphPicker(QWidget *parent = nullptr);

    /// The first version is the one before all edits where `hasBase`.
    void setVersions(const std::vector<ComparedText> &versions, bool hasBase);
    void pick(int row, int column);
    /// Places where nothing is picked yet.
    [[nodiscard]] int openCount() const;
    /// The text with what is picked; where nothing is, what was before all edits.
    [[nodiscard]] QString result() const;

signals:
    void picked();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QStringList option(const TextRegion &region, int column) const;
    [[nodiscard]] int initialPick(const TextRegion &region) const;
    void fill();
    void show(int row, int column);

    std::vector<ComparedText> m_versions;
    std::vector<TextRegion> m_regions;
    std::vector<size_t> m_places; ///< per row: the region
    std::vector<int> m_picks; ///< per row; -1: none
    bool m_hasBase = false;
};
