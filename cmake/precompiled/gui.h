// core.h and the widgets that most of the window's sources use.
#pragma once

#include "core.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>
#include <QWidget>
