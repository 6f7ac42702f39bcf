#include "storage/postgres_session.hpp"

#include "storage/engine_errors.hpp"
#include "storage/postgres_address.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace evenhand::storage {
namespace postgres_session {

// An advisory lock in the database: servers share it, a migration takes it alone. The number has no
// meaning beyond being ours.
constexpr Statement
    share_store("share the store",
                "SELECT CASE WHEN pg_try_advisory_lock_shared(705111018) THEN 1 ELSE 0 END");
constexpr Statement own_store("own the store",
                              "SELECT CASE WHEN pg_try_advisory_lock(705111018) THEN 1 ELSE 0 END");
constexpr const char* let_go = "SELECT pg_advisory_unlock_all()";

// The server's own settings may differ; what durability and bounded waiting stand on is said here.
constexpr const char* settings =
    "SET synchronous_commit = on; SET client_encoding = 'UTF8'; "
    "SET standard_conforming_strings = on; SET default_transaction_isolation = 'read committed'; "
    "SET statement_timeout = '30s'; SET lock_timeout = '10s'; "
    "SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning";

void keep_silent(void*, const char*) {}

std::string with_timeouts(const std::string& dsn)
{
    if (dsn.find("connect_timeout") != std::string::npos) return dsn;
    return dsn + (dsn.find('?') == std::string::npos ? '?' : '&') +
           "connect_timeout=5&tcp_user_timeout=15000";
}

} // namespace postgres_session

PostgresSession::PostgresSession(const std::string& dsn, Use use)
{
    const auto whole = postgres_session::with_timeouts(dsn);
    if (const auto fault = fault_of_postgres_address(whole))
        throw StorageError(Failure::unavailable, "open", "address", *fault);
    try {
        session_ = std::make_unique<soci::session>(soci::postgresql, whole);
    } catch (const soci::soci_error& error) {
        throw StorageError(Failure::unavailable, "open", "connection refused",
                           refused_connection(error.get_error_message(), dsn));
    }
    // libpq prints what the server says besides, and a server may say a bound value.
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_->get_backend());
    PQsetNoticeProcessor(backend->conn_, postgres_session::keep_silent, nullptr);
    connection_ = std::make_unique<SociConnection>(Engine::postgresql, *session_);
    run("open", postgres_session::settings);
    if (use == Use::migrate) run("open", "SET statement_timeout = 0; SET lock_timeout = '60s'");
    lock_store(use);
}

// The server notices a closed connection a moment later. Until then it would tell whoever comes
// next that the store is in use, also after a migration that failed.
PostgresSession::~PostgresSession()
{
    if (!alive()) return;
    roll_back();
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_->get_backend());
    PQclear(PQexec(backend->conn_, postgres_session::let_go));
}

void PostgresSession::lock_store(Use use)
{
    if (use == Use::serve && sql().one<bool>(postgres_session::share_store)) return;
    if (use == Use::migrate && sql().one<bool>(postgres_session::own_store)) return;
    throw StorageError(Failure::unavailable, "open", "locked",
                       use == Use::serve
                           ? "The trial store is being migrated: try again when that is done."
                           : "A server is using the trial store: stop it, then migrate.");
}

bool PostgresSession::alive() const
{
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_->get_backend());
    return !connection_->lost() && PQstatus(backend->conn_) == CONNECTION_OK;
}

PostgresSession::Answer PostgresSession::ask(const char* text)
{
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_->get_backend());
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(backend->conn_, text),
                                                               &PQclear);
    Answer answer;
    answer.done = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    if (answer.done) {
        answer.tag = PQcmdStatus(result.get());
    } else if (const auto* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)) {
        answer.sqlstate = state;
    }
    if (!answer.done && is_no_sqlstate(answer.sqlstate)) connection_->note_lost();
    return answer;
}

void PostgresSession::run(std::string_view step, const char* text)
{
    const auto answer = ask(text);
    if (answer.done) return;
    if (!alive()) throw StorageError(Failure::unavailable, std::string(step), "connection lost");
    const auto failure = postgres_failure(answer.sqlstate);
    connection_->note(failure);
    throw StorageError(failure, std::string(step), answer.sqlstate);
}

void PostgresSession::commit()
{
    const auto answer = ask("COMMIT");
    if (answer.done && answer.tag == "COMMIT") return;
    if (!alive()) throw StorageError(Failure::outcome_unknown, "commit", "connection lost");
    // Where a statement had failed and a store caught it, COMMIT says "ROLLBACK" and means it.
    if (answer.done) throw StorageError(Failure::other, "commit", "after a failure");
    const auto failure = postgres_failure(answer.sqlstate);
    connection_->note(failure);
    throw StorageError(failure, "commit", answer.sqlstate);
}

void PostgresSession::roll_back() noexcept
{
    auto* backend = static_cast<soci::postgresql_session_backend*>(session_->get_backend());
    if (PQtransactionStatus(backend->conn_) == PQTRANS_IDLE || !alive()) return;
    PQclear(PQexec(backend->conn_, "ROLLBACK"));
}

} // namespace evenhand::storage
