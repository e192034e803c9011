# What `cmake --install` and `cpack -G DEB` deliver: the program, the library with its one header,
# rules, data and documents.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/parindex)
set(share_folder ${CMAKE_INSTALL_DATADIR}/parindex)

install(TARGETS parindex)
install(TARGETS parindex_core EXPORT parindex)
install(EXPORT parindex NAMESPACE parindex:: FILE targets.cmake DESTINATION ${package_folder})
install(DIRECTORY include/parindex DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY rules data DESTINATION ${share_folder})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

write_basic_package_version_file(${CMAKE_BINARY_DIR}/parindex-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES cmake/parindex-config.cmake ${CMAKE_BINARY_DIR}/parindex-config-version.cmake
  DESTINATION ${package_folder})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the parindex project")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For programs that are built with the library.
string(JOIN ", " CPACK_DEBIAN_PACKAGE_SUGGESTS libexpat1-dev libfmt-dev libminizip-dev
  libutf8proc-dev libxlsxwriter-dev libyaml-cpp-dev libzstd-dev pkg-config zlib1g-dev)
include(CPack)
