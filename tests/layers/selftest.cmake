# cmake -DQT_HEADERS=… -DWORK=… -P selftest.cmake: the layer check refuses what it should, and lets
# everything else pass; both rule by rule and as the program that CTest runs on the tree.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/rules.cmake)

set(refused
  "core|#include \"sync/plan/planner.h\""
  "core|#include <QTcpSocket>"
  "core|#include <QSqlQuery>"
  "sync/plan|#include \"net/httptransport.h\""
  "sync/plan|#include \"storage/statestore.h\""
  "sync/plan|#include <QtSql>"
  "net|#include \"connectors/notion/notionconnector.h\""
  "net|#include <tl/expected.hpp>"
  "connectors/notion|#include <QSqlDatabase>"
  "connectors/notion|#include <QNetworkReply>"
  "connectors/supabase|#include <libpq-fe.h>"
  "connectors|#include \"sync/plan/planner.h\""
  "storage|#include <httplib.h>"
  "storage|#include <QtNetwork/QNetworkReply>"
  "sandbox|#include \"net/httptransport.h\""
  "sandbox|#include <QHostAddress>"
  "app/run|#include \"gui/window/mainwindow.h\""
  "app/run|#include <QMessageBox>"
  "app/run|#include <qt6keychain/keychain.h>"
  "cli|#include <QWidget>"
  "cli|#include \"connectors/notion/notionconnector.h\""
  "cli|#include \"ui_mainwindow.h\""
  "gui/window|#include \"sync/plan/planner.h\""
  "gui/window|#  include <qsqlquery.h>"
  "gui/window|#include \"mainwindow.h\""
  "gui/window|#include <boost/variant.hpp>"
  "gui/window|#include HEADER"
  "core|#include <QNoSuchClass>"
  "sync|#include \"core/plan.h\""
  "sync/drawer|#include \"core/plan.h\""
  "sync/merge|#include \"sync/plan/planner.h\""
  "sync/common|#include \"sync/linktext.h\""
  "app/home|#include \"app/run/syncjob.h\""
  "app/run|#include \"app/truth/servicetruth.h\""
  "gui/board|#include \"gui/preview/previewpage.h\""
  "helpers|#include <QString>")
set(allowed
  "core|#include <tl/expected.hpp>"
  "core|#include <QtGlobal>"
  "core|#include <optional>"
  "sync/plan|#include \"core/plan.h\""
  "net|#include <QNetworkAccessManager>"
  "connectors/sql|#include <QSqlQuery>"
  "connectors/sql|#include <libpq-fe.h>"
  "connectors/notion|#include \"net/httptransport.h\""
  "storage|#include <QSqlDatabase>"
  "storage|#include <qt6keychain/keychain.h>"
  "sandbox|#include <httplib.h>"
  "app/run|#include \"sandbox/notionsandbox.h\""
  "cli|#include \"app/run/controller.h\""
  "app/truth|#include \"app/run/servicelock.h\""
  "cli|#include <termios.h>"
  "gui/window|#include \"ui_mainwindow.h\""
  "gui/window|#include \"mainwindow.moc\""
  "gui/window|#include <QSvgRenderer>"
  "gui/window|#include <QMainWindow>"
  "sync/plan|#include \"sync/plan/planner.h\""
  "sync/plan|#include \"sync/merge/linkmerge.h\""
  "gui/history|#include \"gui/preview/changeview.h\""
  "core|// #include <QWidget> is only spoken of")

function(expect what case)
  string(REGEX MATCH "^([^|]*)\\|(.*)$" matched "${case}")
  check_include("${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}" reason)
  if((what STREQUAL "refused" AND NOT reason) OR (what STREQUAL "allowed" AND reason))
    message(SEND_ERROR "not ${what}: ${case} ${reason}")
  endif()
endfunction()
foreach(case IN LISTS refused)
  expect(refused "${case}")
endforeach()
foreach(case IN LISTS allowed)
  expect(allowed "${case}")
endforeach()

# run_check(NAME TEXT OUT): the exit status of check.cmake on a tree with one file in core.
function(run_check name text out)
  file(WRITE ${WORK}/${name}/core/sample.h "${text}")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${WORK}/${name} -DQT_HEADERS=${QT_HEADERS}
      -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake
    RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  set(${out} ${status} PARENT_SCOPE)
endfunction()
file(REMOVE_RECURSE ${WORK})
run_check(good "#pragma once\n#include <QString>\n" good)
run_check(bad "#pragma once\n#include <QString>\n#include <QWidget>\n" bad)
run_check(empty "#pragma once\n" empty)
if(NOT good EQUAL 0 OR bad EQUAL 0 OR empty EQUAL 0)
  message(SEND_ERROR "check.cmake: good tree ${good}, bad tree ${bad}, empty tree ${empty}")
endif()
