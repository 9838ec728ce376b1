#pragma once

#include "app/session/connectionactions.h"
#include "gui/common/words.h"

#include <QObject>

class ElidedLabel;
class QComboBox;
class QGridLayout;
class QLabel;

/// One service's line on the page of databases: a list to choose from, to filter by typing, or to
/// paste a link into; and whether what was chosen can be read. Owned by the grid's widget.
class DatabaseRow : public QObject
{
    Q_OBJECT

public:
    DatabaseRow(const ServiceDefinition &definition, QGridLayout *grid, int row);

    [[nodiscard]] const ServiceDefinition &definition() const { return m_definition; }
    /// The id of what is chosen (as it was given, where it is the same still), or the text that was
    /// pasted.
    [[nodiscard]] QString database() const;
    void setDatabase(const QString &database);
    /// What may be chosen; what is chosen stays.
    void offer(const std::vector<NotionSource> &sources);
    /// Chooses the one that is called like the service, where nothing was ever chosen and no other
    /// has that title. At most once.
    void suggest();
    void tell(Mood mood, const QString &sentence);
    /// Whether the choice is one of those that were offered.
    [[nodiscard]] bool isOffered() const;
    /// Shows what is chosen, and lets nobody change it.
    void fix();
    [[nodiscard]] bool isFixed() const { return m_isFixed; }

    /// Return takes what was typed; it does not press the dialog's button.
    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void chosen(); ///< by a person, or suggested

private:
    [[nodiscard]] int indexOf(const QString &database) const;
    [[nodiscard]] int currentIndex() const;

    const ServiceDefinition m_definition;
    QComboBox *m_box;
    QLabel *m_dot;
    ElidedLabel *m_status;
    QString m_given; ///< what `setDatabase` said
    bool m_isFixed = false;
    bool m_isTouched = false; ///< something was chosen or suggested
};
