#pragma once

#include <QList>
#include <QString>

/// What a key does in a list, for the person who looks up the keys.
struct KeyWords
{
    QString keys; ///< as they are written on the keyboard, in the system's language
    QString does;
};
