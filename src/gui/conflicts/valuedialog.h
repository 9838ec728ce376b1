#pragma once

#include "gui/common/textcomparison.h"
#include "gui/conflicts/valueparser.h"

#include <QDialog>

namespace Ui {
class ValueDialog;
}

/// One value of one field, as a person is asked for it.
struct ValueQuestion
{
    QString record; ///< its title
    FieldDefinition field;
    Value value; ///< to begin with
    std::vector<ComparedText> versions; ///< of a text: what there is to pick from
    bool hasBase = false; ///< the first version is the one before all edits
    QStringList options; ///< of a list: words that some side has
};

/// Asks for a value of the person's own with the editor that fits the field: a text that is put
/// together paragraph by paragraph, a number, a date, an option. Only what fits can be taken; what
/// does not is told why. GUI thread.
class ValueDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ValueDialog(const ValueQuestion &question, QWidget *parent = nullptr);
    ~ValueDialog() override;

signals:
    void valueTaken(const Value &value);

private:
    void connectEditors();
    void showEditor();
    void showTextEditor();
    void showChoices();
    void showList();
    void addOption(const QString &word, bool isTicked);
    void addTyped();
    void takePicks();
    void refresh();
    [[nodiscard]] TypedValue typed() const;
    [[nodiscard]] QString tickedOptions() const;

    std::unique_ptr<Ui::ValueDialog> m_ui;
    const ValueQuestion m_question;
};
