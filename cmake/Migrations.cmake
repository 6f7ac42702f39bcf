# embed_migrations(): writes every src/**/YYYYMMDDTHHMM_name.sql into one C++ file of evenhand_storage, in the order of
# the time-stamps, so that storage can run them and links no room. `name.postgres.sql` beside one is its PostgreSQL text.
function(embed_migrations)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/*.sql")
    set(output "${CMAKE_BINARY_DIR}/generated/migrations_embedded.cpp")
    add_custom_command(
        OUTPUT "${output}"
        COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" "-DOUTPUT=${output}" -P "${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake"
        DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake"
        COMMENT "Embedding the migrations" VERBATIM)
    target_sources(evenhand_storage PRIVATE "${output}")
    set_source_files_properties("${output}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
