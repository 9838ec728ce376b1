#include "gui/window/aboutbox.h"

#include <QCoreApplication>
#include <QIcon>

namespace {

constexpr int IconSize = 64;

} // namespace

AboutBox::AboutBox(QWidget *parent)
    : QMessageBox(parent)
{
    setObjectName(QStringLiteral("aboutBox"));
    setWindowTitle(tr("About Unified Sync"));
    setIconPixmap(QIcon(QStringLiteral(":/icons/unified-sync.svg")).pixmap(IconSize));
    setText(QStringLiteral("Unified Sync %1").arg(QCoreApplication::applicationVersion()));
    setInformativeText(tr("Keeps Notion databases and a database of your own equal.\n\n"
                          "Licence: MIT. Made with Qt %1.")
                           .arg(QLatin1String(qVersion())));
    setStandardButtons(QMessageBox::Ok);
}

void AboutBox::show(QWidget *window)
{
    auto *box = new AboutBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}
