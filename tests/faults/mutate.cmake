# cmake -DSOURCE=… -DTARGET=… -DMUTANT=… -P mutate.cmake: writes TARGET, a copy of SOURCE with one fault in it. The faults
# stand here and not in the source, so that no option can build them into the program. A fault that finds no place fails
# the build: then the source has changed, and the fault must be found its new place.
file(READ "${SOURCE}" text)

function(put old new)
    string(FIND "${text}" "${old}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "mutant ${MUTANT}: ${SOURCE} no longer says:\n${old}")
    endif()
    string(REPLACE "${old}" "${new}" changed "${text}")
    set(text "${changed}" PARENT_SCOPE)
endfunction()

cmake_path(GET SOURCE FILENAME file)
if(MUTANT STREQUAL "no_idempotency" AND file STREQUAL "idempotency_store.cpp")
    # Nothing is known of any key, and nothing is kept.
    put("    if (!found) return KeyState::fresh;" "    if (!found || found) return KeyState::fresh;")
    put("    sql.execute(idempotency_store::insert," "    if (answer.status == 0) sql.execute(idempotency_store::insert,")
elseif(MUTANT STREQUAL "reply_before_commit" AND file STREQUAL "sqlite_writer.cpp")
    # Each is told that it is done when its savepoint is, and the commit comes with the end of the batch.
    put("        job->error = refused ? refused : batch.run(*job->closure);"
        "        job->error = refused ? refused : batch.run(*job->closure);\n        job->settled.set_value();")
    put("    for (const auto& job : jobs)\n        job->settled.set_value();\n    if (breaks_now"
        "    for (const auto& job : jobs)\n        if (job->maintenance != nullptr) job->settled.set_value();\n    if (breaks_now")
elseif(MUTANT STREQUAL "reply_before_commit" AND file STREQUAL "postgres_database.cpp")
    # The answer goes out, and the commit is left to a thread that comes to it a little later.
    put("#include <chrono>" "#include <chrono>\n#include <thread>")
    put("    const postgres_database::RollbackGuard guard(session);\n    if (closure(session.sql()) == Ending::commit) session.commit();"
        "    auto guard = std::make_unique<postgres_database::RollbackGuard>(session);\n    if (closure(session.sql()) != Ending::commit) return;\n    std::thread([&session, place = std::move(place), guard = std::move(guard)]() mutable {\n        std::this_thread::sleep_for(std::chrono::milliseconds(3));\n        session.commit();\n        guard.reset();\n    }).detach();")
else()
    message(FATAL_ERROR "there is no mutant ${MUTANT} of ${file}")
endif()
file(WRITE "${TARGET}" "${text}")
