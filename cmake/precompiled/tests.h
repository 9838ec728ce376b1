// core.h and what most tests use.
#pragma once

#include "core.h"

#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <rapidcheck.h>
