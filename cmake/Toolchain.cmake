# Compiler, warnings and hardening for every target (docs/adr/0002). Debian 12's g++ 12 and clang 19 are supported.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(EVENHAND_WARNINGS_ARE_ERRORS "Fail the build on any compiler warning" OFF)
option(EVENHAND_PRECOMPILE "Use one precompiled header of standard headers" OFF)
option(EVENHAND_PRECOMPILE_TESTS "Use one precompiled header of GoogleTest in the tests" ON)
option(EVENHAND_TESTS "Build the tests, which need GoogleTest and RapidCheck" ON)
set(EVENHAND_SANITIZERS "" CACHE STRING "Sanitizers for every target, as -fsanitize= takes them")

include(CheckPIESupported)
check_pie_supported()
# Nothing here is a shared library, so code is compiled for an executable (smaller, and one precompiled header fits all).
set(CMAKE_CXX_COMPILE_OPTIONS_PIC -fPIE)

find_program(EVENHAND_MOLD mold)
if(EVENHAND_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
find_program(EVENHAND_CCACHE ccache)
if(EVENHAND_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${EVENHAND_CCACHE})
endif()

add_compile_options(
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wformat=2
    -Wimplicit-fallthrough -Werror=format-security
    -ffp-contract=off # a fused multiply-add changes bits, and the same seed must give the same trial
    -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wbidi-chars=any -Wtrampolines)
    if(CMAKE_UNITY_BUILD)
        # Joined files see each other's names, which says nothing of a file by itself; within a function shadowing counts.
        add_compile_options(-Wno-subobject-linkage -Wno-shadow -Wshadow=local)
    endif()
endif()
if(EVENHAND_WARNINGS_ARE_ERRORS)
    add_compile_options(-Werror)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

if(EVENHAND_SANITIZERS)
    add_compile_options(-fsanitize=${EVENHAND_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${EVENHAND_SANITIZERS})
else()
    # security.md 4.11: what Debian 12's g++ offers against memory faults.
    add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
                        -ftrivial-auto-var-init=zero)
    if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
        add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
    endif()
    add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack,-z,nodlopen,--as-needed)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # One baseline for every figure we publish.
    add_compile_options(-march=x86-64-v3)
endif()
