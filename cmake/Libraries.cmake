# Every outside library, by the short name that add_module takes. All are Debian 12 packages (bin/setup installs them).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(evenhand_pkg name module)
    pkg_check_modules(PC_${name} REQUIRED IMPORTED_TARGET ${module})
    add_library(evenhand_lib_${name} INTERFACE)
    target_link_libraries(evenhand_lib_${name} INTERFACE PkgConfig::PC_${name})
endfunction()

# A library without a pkg-config file or a usable CMake one: its header stands in the default path.
function(evenhand_plain name)
    add_library(evenhand_lib_${name} INTERFACE)
    target_link_libraries(evenhand_lib_${name} INTERFACE ${ARGN})
endfunction()

evenhand_pkg(sodium libsodium)
evenhand_pkg(fmt fmt)
evenhand_pkg(utf8proc libutf8proc)
evenhand_pkg(sqlite sqlite3)
evenhand_pkg(oath liboath)
evenhand_pkg(qrencode libqrencode)
evenhand_pkg(spdlog spdlog)
evenhand_pkg(toml tomlplusplus)
evenhand_pkg(json nlohmann_json)
evenhand_pkg(cmark libcmark)
find_package(date REQUIRED) # its target says which time zone source Debian built it for
evenhand_plain(date date::date-tz)
evenhand_plain(expected)
evenhand_plain(random123)
evenhand_plain(cli11)
evenhand_plain(math) # Boost.Math, in the default path
evenhand_pkg(eigen eigen3)
evenhand_plain(soci soci_core soci_sqlite3 soci_postgresql sqlite3 pq)
evenhand_plain(beast Threads::Threads)
target_include_directories(evenhand_lib_soci SYSTEM INTERFACE /usr/include/soci /usr/include/postgresql)
target_compile_definitions(evenhand_lib_beast INTERFACE BOOST_ASIO_NO_DEPRECATED)

if(EVENHAND_TESTS)
    find_package(GTest REQUIRED)
    evenhand_plain(rapidcheck rapidcheck)
endif()
