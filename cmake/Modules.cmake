# add_module(ROOM [LIBRARIES …]) makes library `evenhand_<room>` from src/ROOM and, where there are tests beside the code,
# the test program `<room>_test`. Which other rooms it may use is read from tests/architecture/layers.txt, so that the
# file is the truth: a room that is not listed there cannot be built, and a link that is not listed cannot be made.
include(GoogleTest)

set(EVENHAND_LAYERS "${CMAKE_SOURCE_DIR}/tests/architecture/layers.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${EVENHAND_LAYERS}")
file(STRINGS "${EVENHAND_LAYERS}" EVENHAND_LAYER_LINES REGEX "^[a-z]")

add_library(evenhand_pch_std INTERFACE)
if(EVENHAND_PRECOMPILE)
    target_precompile_headers(evenhand_pch_std INTERFACE
        <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span> <string>
        <string_view> <tuple> <utility> <variant> <vector> <fmt/format.h>)
endif()

function(evenhand_target_name room result)
    string(REPLACE "/" "_" name "${room}")
    set(${result} "evenhand_${name}" PARENT_SCOPE)
endfunction()

function(evenhand_allowed_rooms room result)
    foreach(line IN LISTS EVENHAND_LAYER_LINES)
        if(line MATCHES "^([a-z_/]+) *: *(.*)$" AND CMAKE_MATCH_1 STREQUAL room)
            separate_arguments(rooms UNIX_COMMAND "${CMAKE_MATCH_2}")
            set(${result} "${rooms}" PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "src/${room} is not in tests/architecture/layers.txt: list it with the rooms it may use.")
endfunction()

function(add_module room)
    cmake_parse_arguments(MODULE "" "" "LIBRARIES" ${ARGN})
    evenhand_target_name("${room}" target)
    evenhand_allowed_rooms("${room}" rooms)
    set(base "${CMAKE_SOURCE_DIR}/src/${room}")

    file(GLOB sources CONFIGURE_DEPENDS "${base}/*.cpp" "${base}/pages/*.cpp")
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "(_test|_fuzz)\\.cpp$")

    # A room of headers alone is an interface library.
    set(reach PUBLIC)
    if(sources)
        add_library(${target} STATIC ${sources})
        target_link_libraries(${target} PRIVATE evenhand_pch_std)
    else()
        set(reach INTERFACE)
        add_library(${target} INTERFACE)
    endif()
    target_include_directories(${target} ${reach} "${CMAKE_SOURCE_DIR}/src")
    foreach(used IN LISTS rooms)
        evenhand_target_name("${used}" used_target)
        if(NOT TARGET ${used_target})
            message(FATAL_ERROR "layers.txt lets ${room} use ${used}, which is not built before it.")
        endif()
        target_link_libraries(${target} ${reach} ${used_target})
    endforeach()
    foreach(library IN LISTS MODULE_LIBRARIES)
        target_link_libraries(${target} ${reach} evenhand_lib_${library})
    endforeach()

    if(tests)
        string(REPLACE "/" "_" test_name "${room}")
        add_executable(${test_name}_test ${tests})
        target_include_directories(${test_name}_test PRIVATE "${CMAKE_SOURCE_DIR}")
        target_link_libraries(${test_name}_test PRIVATE ${target} GTest::gmock GTest::gtest_main
                              evenhand_lib_rapidcheck evenhand_pch_std)
        gtest_discover_tests(${test_name}_test TEST_PREFIX "${room}: " DISCOVERY_MODE PRE_TEST
                             WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" PROPERTIES TIMEOUT 120)
    endif()
endfunction()
