# Which include a folder of src/ may use. check_include() is the whole rule; check.cmake applies it to
# the tree and selftest.cmake proves that it refuses what it should.
# Needs QT_HEADERS: the folder that holds QtCore/, QtNetwork/, …

# Project folders whose headers a folder may include besides its own.
set(folders_core "")
set(folders_sync core)
set(folders_net core)
set(folders_connectors core net)
set(folders_storage core)
set(folders_sandbox core)
set(folders_app core sync net connectors storage sandbox)
set(folders_cli core app)
set(folders_gui core app)

# Qt modules besides QtCore.
set(modules_net QtNetwork)
set(modules_connectors/sql QtSql)
set(modules_storage QtDBus QtSql)
set(modules_gui QtGui QtWidgets QtSvg QtSvgWidgets)

# Libraries, by the pattern of their headers.
set(library_expected "^tl/")
set(library_httplib "^httplib\\.h$")
set(library_keychain "^(qt6keychain/)?keychain\\.h$")
set(library_libpq "^libpq-fe\\.h$")
set(libraries_core expected)
set(libraries_connectors/sql libpq)
set(libraries_sandbox expected httplib)
set(libraries_storage keychain)

# Headers without a dot are the C++ standard library's; these are the system's.
set(system_headers "^(sys|netinet|arpa|net)/[a-z_]+\\.h$|^(errno|fcntl|ifaddrs|malloc|netdb|poll|pwd|pthread|signal|termios|unistd)\\.h$")

# qt_module(HEADER OUT): the module that <HEADER> belongs to, or "".
function(qt_module header out)
  set(${out} "" PARENT_SCOPE)
  if(header MATCHES "^(Qt[A-Z][A-Za-z0-9]*)/")
    set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
  elseif(header MATCHES "^[Qq][A-Za-z0-9_]+(\\.h)?$")
    file(GLOB found LIST_DIRECTORIES false ${QT_HEADERS}/Qt*/${header})
    # A module's own name (<QtSql>) also names its header.
    list(TRANSFORM found REPLACE "^.*/(Qt[A-Za-z0-9]+)/[^/]+$" "\\1")
    if(found)
      list(GET found 0 module)
      set(${out} ${module} PARENT_SCOPE)
    endif()
  endif()
endfunction()

# check_quoted(PLACE HEADER OUT): "…" is ours: a folder's header, a form's or the file's own moc.
function(check_quoted place header out)
  string(REGEX REPLACE "/.*" "" folder ${place})
  set(${out} "" PARENT_SCOPE)
  if(header MATCHES "^ui_[a-z0-9_]+\\.h$")
    if(NOT folder STREQUAL gui)
      set(${out} "forms belong to gui" PARENT_SCOPE)
    endif()
  elseif(header MATCHES "^([a-z]+)/")
    if(NOT CMAKE_MATCH_1 IN_LIST folders_${folder} AND NOT CMAKE_MATCH_1 STREQUAL folder)
      set(${out} "${folder} may not include from ${CMAKE_MATCH_1}" PARENT_SCOPE)
    endif()
  elseif(NOT header MATCHES "^[a-z0-9_]+\\.moc$")
    set(${out} "includes are written from src/" PARENT_SCOPE)
  endif()
endfunction()

# check_angled(PLACE HEADER OUT): <…> is Qt's, a library's, the language's or the system's.
function(check_angled place header out)
  string(REGEX REPLACE "/.*" "" folder ${place})
  set(${out} "" PARENT_SCOPE)
  foreach(library expected httplib keychain libpq)
    if(header MATCHES "${library_${library}}")
      if(NOT library IN_LIST libraries_${folder} AND NOT library IN_LIST libraries_${place})
        set(${out} "${folder} may not use ${library}" PARENT_SCOPE)
      endif()
      return()
    endif()
  endforeach()
  qt_module(${header} module)
  if(module)
    set(allowed QtCore ${modules_${folder}} ${modules_${place}})
    if(NOT module IN_LIST allowed)
      set(${out} "${place} may not use ${module}" PARENT_SCOPE)
    endif()
  elseif(NOT header MATCHES "^[a-z_]+$" AND NOT header MATCHES "${system_headers}")
    set(${out} "unknown library" PARENT_SCOPE)
  endif()
endfunction()

# check_include(PLACE LINE OUT): PLACE is the folder below src/ ("connectors/sql"), LINE a line of
# source. OUT is the reason for refusing it, or "".
function(check_include place line out)
  set(reason "")
  string(REGEX REPLACE "/.*" "" folder ${place})
  if(NOT DEFINED folders_${folder})
    set(reason "${folder} is no layer")
  elseif(line MATCHES "^[ \t]*#[ \t]*include[ \t]*\"([^\"]+)\"")
    check_quoted(${place} ${CMAKE_MATCH_1} reason)
  elseif(line MATCHES "^[ \t]*#[ \t]*include[ \t]*<([^>]+)>")
    check_angled(${place} ${CMAKE_MATCH_1} reason)
  elseif(line MATCHES "^[ \t]*#[ \t]*include")
    set(reason "an include names its header")
  endif()
  set(${out} "${reason}" PARENT_SCOPE)
endfunction()
