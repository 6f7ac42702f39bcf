# evenhand-analyse: the analysis alone as one static file that runs on any Linux of this processor, for a place where nothing may
# be installed. Debian has no static fmt and toml++, so here both are compiled from their headers, and with them the rooms once
# more. Nobody waits for it who does not ask: `ninja evenhand-analyse`.
set(CARRIED_ROOMS core html charts statistics protocol evidence/plans evidence/plans/pages)
set(carried)
foreach(room IN LISTS CARRIED_ROOMS)
    file(GLOB sources CONFIGURE_DEPENDS "src/${room}/*.cpp")
    list(APPEND carried ${sources})
endforeach()
list(FILTER carried EXCLUDE REGEX "_(test|fuzz)\\.cpp$")
list(APPEND carried src/crypto/hash.cpp src/crypto/locked_memory.cpp)

# An archive: of it the linker takes what is called, so that time zones and Markdown stay out.
add_library(evenhand_carried STATIC EXCLUDE_FROM_ALL ${carried})
add_executable(evenhand-analyse EXCLUDE_FROM_ALL src/app/analyse/main.cpp src/app/analyse_verbs.cpp
               src/app/analyse_command.cpp src/app/power_command.cpp src/app/terminal.cpp src/app/new_folder.cpp)
foreach(target evenhand_carried evenhand-analyse)
    # Not joined: a joined file would bring along what one of its parts alone needs.
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    target_include_directories(${target} PRIVATE src)
    target_compile_definitions(${target} PRIVATE FMT_HEADER_ONLY EVENHAND_VERSION="${PROJECT_VERSION}")
    target_include_directories(${target} SYSTEM PRIVATE ${PC_eigen_INCLUDE_DIRS})
endforeach()
# CMake's own flag for position-independent programs, -pie, would undo -static-pie.
set_property(TARGET evenhand-analyse PROPERTY POSITION_INDEPENDENT_CODE)
set_target_properties(evenhand-analyse PROPERTIES LINK_SEARCH_START_STATIC ON LINK_SEARCH_END_STATIC ON)
target_link_libraries(evenhand-analyse PRIVATE evenhand_carried libutf8proc.a libsodium.a)
target_compile_options(evenhand_carried PRIVATE -fPIE)
target_compile_options(evenhand-analyse PRIVATE -fPIE)
target_link_options(evenhand-analyse PRIVATE -static-pie)
