# add_module(ROOM [LIBRARIES …]) makes library `evenhand_<room>` from src/ROOM and, where there are tests beside the code,
# the test program `<room>_test`. Which other rooms it may use is read from tests/architecture/layers.txt, so that the
# file is the truth: a room that is not listed there cannot be built, and a link that is not listed cannot be made.
include(GoogleTest)

set(EVENHAND_LAYERS "${CMAKE_SOURCE_DIR}/tests/architecture/layers.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${EVENHAND_LAYERS}")
file(STRINGS "${EVENHAND_LAYERS}" EVENHAND_LAYER_LINES REGEX "^[a-z]")

# Two precompiled headers, one for every room and one for every test: compiled once and shared, for the cost of each is
# that of a whole file.
function(evenhand_make_precompiled name)
    cmake_parse_arguments(PRECOMPILED "" "" "HEADERS;LIBRARIES" ${ARGN})
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cpp" CONTENT "" @ONLY)
    add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
    target_precompile_headers(${name} PRIVATE ${PRECOMPILED_HEADERS})
    target_link_libraries(${name} PRIVATE ${PRECOMPILED_LIBRARIES})
endfunction()

set(EVENHAND_STANDARD_HEADERS <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <span>
    <string> <string_view> <tuple> <utility> <variant> <vector> <fmt/format.h>)
if(EVENHAND_PRECOMPILE)
    evenhand_make_precompiled(evenhand_precompiled HEADERS ${EVENHAND_STANDARD_HEADERS} LIBRARIES evenhand_lib_fmt)
endif()
if(EVENHAND_TESTS AND EVENHAND_PRECOMPILE_TESTS)
    evenhand_make_precompiled(evenhand_precompiled_tests HEADERS ${EVENHAND_STANDARD_HEADERS} <gmock/gmock.h>
        <gtest/gtest.h> LIBRARIES evenhand_lib_fmt GTest::gmock GTest::gtest)
endif()

function(evenhand_use_precompiled target name)
    if(TARGET ${name})
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()

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
    set(fuzzers ${sources})
    list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
    list(FILTER sources EXCLUDE REGEX "(_test|_fuzz|/main)\\.cpp$")

    # A room of headers alone is an interface library.
    set(reach PUBLIC)
    if(sources)
        add_library(${target} STATIC ${sources})
        evenhand_use_precompiled(${target} evenhand_precompiled)
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

    string(REPLACE "/" "_" name "${room}")
    if(tests AND EVENHAND_TESTS)
        add_test_program(${name}_test SOURCES ${tests} USES ${target} PREFIX "${room}")
    endif()
    if(EVENHAND_TESTS)
        foreach(source IN LISTS fuzzers)
            evenhand_add_fuzzer("${source}" ${target})
        endforeach()
    endif()
endfunction()

# add_test_program(NAME SOURCES FILE… USES ROOM-TARGET… [LABELS LABEL…] [PREFIX WORDS] [TIMEOUT SECONDS] [COST SECONDS]): a
# GoogleTest program. A label says what its tests cost or need (slow, faults, browser, reference, long): bin/test picks by
# it. Where one of them takes minutes COST says about how many seconds, and it is begun first, so as not to be waited for.
function(add_test_program name)
    cmake_parse_arguments(TEST "" "PREFIX;TIMEOUT;COST" "SOURCES;USES;LABELS" ${ARGN})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 300)
    endif()
    if(NOT TEST_COST)
        set(TEST_COST 0)
    endif()
    if(NOT TEST_PREFIX)
        set(TEST_PREFIX ${name})
    endif()
    add_executable(${name} ${TEST_SOURCES})
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(${name} PRIVATE ${TEST_USES} GTest::gmock GTest::gtest_main evenhand_lib_rapidcheck)
    evenhand_use_precompiled(${name} evenhand_precompiled_tests)
    # Not joined: a test opens its own helpers for the whole file.
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
    # bin/test memory runs none of these, so it need not wait until they are built.
    if(EVENHAND_FAST_TESTS_ALONE AND (TEST_LABELS OR TEST_PREFIX MATCHES "^(architecture|journeys)$"))
        set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
        return()
    endif()
    gtest_discover_tests(${name} TEST_PREFIX "${TEST_PREFIX}: " DISCOVERY_MODE PRE_TEST
                         WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
                         PROPERTIES TIMEOUT ${TEST_TIMEOUT} COST ${TEST_COST} LABELS "${TEST_LABELS}")
endfunction()

# FILE_fuzz.cpp is a libFuzzer target under the fuzz preset (bin/fuzz runs it). Everywhere else the same file is a test
# that replays its kept inputs, tests/fuzz/FILE/*, so that what was found once stays found.
function(evenhand_add_fuzzer source target)
    cmake_path(GET source STEM stem)
    string(REGEX REPLACE "_fuzz$" "" name "${stem}")
    if(EVENHAND_SANITIZERS MATCHES "fuzzer")
        add_executable(${stem} "${source}")
        target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
    else()
        add_executable(${stem} "${source}" "${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cpp")
        add_test(NAME "fuzz replay: ${name}" COMMAND ${stem} "${CMAKE_SOURCE_DIR}/tests/fuzz/${name}")
    endif()
    target_include_directories(${stem} PRIVATE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${stem} PRIVATE ${target})
endfunction()
