#include "gui/setup/keychainwords.h"

#include <QCoreApplication>

QString keychainHint()
{
    return QCoreApplication::translate("Keychain",
                                       "Your system may be asking you to unlock the keychain…");
}
