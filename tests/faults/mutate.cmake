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
elseif(MUTANT STREQUAL "position_apart" AND file STREQUAL "two_step.cpp")
    # The position is taken as a counter of a database gives it: in a transaction of its own, before the intent.
    put([[    for (;;) {
        const FirstStep step =]] [[    for (;;) {
        units.write(actor, "allocation.take", [&](storage::UnitOfWork& work) {
            if (parts_.store.intent_of(work, wanted.person)) return;
            auto evidence = parts_.evidence(work, wanted.person);
            const auto stratum = judge(parts_.protocol, evidence);
            if (!stratum) return;
            parts_.store.lock_stratum(work, stratum->label);
            constexpr storage::Statement next{
                "mutant.take",
                "UPDATE allocation_stratum SET bound = bound + 1 WHERE stratum = :stratum"};
            work.sql().execute(next, {{"stratum", stratum->label}});
        });
        const FirstStep step =]])
    put("const std::int64_t position = progress.bound + 1;" "const std::int64_t position = progress.bound;")
elseif(MUTANT STREQUAL "position_apart" AND file STREQUAL "allocation_store.cpp")
    put([[    const auto taken =
        work.sql().execute(allocation_store::take_position,
                           {{"stratum", intent.stratum}, {"position", intent.position}});
    CHECK(taken == 1);
]] "")
elseif(MUTANT STREQUAL "hand_off_apart" AND file STREQUAL "two_step.cpp")
    # Whoever has an arm is handed on to it in a transaction of its own, after the allocation.
    put([[    const auto id = parts_.store.append(work, intent, ask.epoch, receipt, arm.id,
                                        crypto::name_of(parts_.keys.mode()));
    parts_.hand_off(work, {.id = id,
                           .person = intent.person,
                           .arm = arm.id,
                           .hand_off = arm.hand_off,
                           .area = intent.area,
                           .group = intent.group,
                           .at = work.now()});
]] [[    parts_.store.append(work, intent, ask.epoch, receipt, arm.id,
                        crypto::name_of(parts_.keys.mode()));
]])
    put("    if (!fault) return std::nullopt;" [[    if (!fault) {
        units.write(actor, "allocation.hand_off", [&](storage::UnitOfWork& work) {
            const auto drawn = parts_.store.allocation_of(work, intent.person);
            const auto* const arm = parts_.protocol.randomisation.find_arm(drawn->arm);
            parts_.hand_off(work, {.id = drawn->id,
                                   .person = intent.person,
                                   .arm = arm->id,
                                   .hand_off = arm->hand_off,
                                   .area = intent.area,
                                   .group = intent.group,
                                   .at = work.now()});
        });
        return std::nullopt;
    }]])
else()
    message(FATAL_ERROR "there is no mutant ${MUTANT} of ${file}")
endif()
file(WRITE "${TARGET}" "${text}")
