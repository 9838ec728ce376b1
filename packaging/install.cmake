# What `cmake --install` and the Debian package put where. Definitions, icons and translations of the
# window are inside the programs; here is what the desktop and systemd read themselves.
include(GNUInstallDirs)

set(packaging ${CMAKE_CURRENT_LIST_DIR})

foreach(program usync unified-sync)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endforeach()
install(FILES ${packaging}/unified-sync.desktop
  DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${packaging}/io.github.unified_sync.UnifiedSync.metainfo.xml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/unified-sync.svg
  DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION share/doc/unified-sync)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION share/doc/unified-sync RENAME copyright)
configure_file(${packaging}/usync.service.in ${CMAKE_BINARY_DIR}/packaging/usync.service @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/packaging/usync.service ${packaging}/usync.timer
  DESTINATION lib/systemd/user)

set(CPACK_PACKAGE_NAME unified-sync)
set(CPACK_PACKAGE_VENDOR "The Unified Sync authors")
set(CPACK_PACKAGE_CONTACT "The Unified Sync authors <unified-sync@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Keep Notion databases and a database of your own in step")
set(CPACK_PACKAGE_DESCRIPTION
"Unified Sync reads Notion databases and keeps a hub database in step with them.
Every difference is shown before it is written, and every run can be looked up.
It comes as a desktop application and as the command line program usync.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded as plug-ins, so that no program names them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6, qt6-qpa-plugins")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libqt6sql6-psql, gnome-keyring | kwalletmanager, qt6-translations-l10n")
include(CPack)
