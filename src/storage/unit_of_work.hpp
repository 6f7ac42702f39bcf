#pragma once

#include "core/id.hpp"
#include "core/random_source.hpp"
#include "core/time.hpp"
#include "storage/connection.hpp"
#include "storage/table.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::storage {

enum class ActorKind { system, job, visitor, participant, staff };

/// Who does it. `id` is a pseudonym (account id, journey id), never a name.
struct Actor
{
    ActorKind kind = ActorKind::system;
    std::string id;
    std::string role; ///< the role under which it was allowed, empty where there is none
};

/// Something that happened and is not a row: a page of identities seen, a sign-in, an export.
struct Event
{
    std::string_view
        action; ///< a literal of the caller: "referral.viewed", "staff.sign_in_refused"
    std::string_view object_type; ///< a literal, empty where there is none
    std::string object_id;        ///< a pseudonym, or the hash of a list of ids
    std::string
        detail; ///< committed to, kept sealed: the query of a list, a count. Never shown in a leaf
};

/// The answer given before to the same actor and key.
struct Replay
{
    int status = 0;
    std::string location;
};

enum class KeyState {
    fresh,      ///< never seen: go on, then remember()
    other_body, ///< seen with another digest: 422
    in_flight,  ///< another transaction holds it: 409
};

/// A message to be sent after the commit, in the same transaction as what caused it. The payload is
/// sealed by the caller.
struct OutboxMessage
{
    std::string_view channel; ///< "email", "text", "letter"
    std::string_view template_name;
    std::string subject_id;     ///< whose permission is asked again at the moment of sending
    std::string sealed_payload; ///< base64url
    Instant not_before;
};

/// One transaction with an actor, a purpose and a clock (design 4, storage). All that it appends,
/// updates, sees or sends commits together with one audit leaf, or not at all.
class UnitOfWork
{
public:
    virtual ~UnitOfWork() = default;

    /// For a store's own statements.
    virtual Connection& sql() = 0;
    /// The trial's clock, read once at the start of the unit, so that all its facts bear one
    /// moment.
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual const Actor& actor() const = 0;
    virtual RandomSource& random() = 0;
    /// The version of the protocol in force, for the fact's protocol_version column.
    [[nodiscard]] virtual const std::string& protocol_version() const = 0;

    template <class IdType>
    IdType new_id()
    {
        return IdType::random(random());
    }

    /// Inserts a row of an audited table. `row` binds every column of the table once.
    virtual void append(const Table& table, const Binds& row, std::string_view reason = {}) = 0;
    /// Replaces a row of a record table (found by the key, the first column), committing to before
    /// and after.
    virtual void update(const Table& table, const Binds& row, std::string_view reason = {}) = 0;
    /// Audits something that is not a row.
    virtual void log(Event event) = 0;
    virtual void send(const OutboxMessage& message) = 0;

    /// What is known of this key in this scope (actor or journey); `digest` is of the request's
    /// canonical form.
    virtual std::variant<KeyState, Replay> recall(std::string_view scope, std::string_view key,
                                                  std::string_view digest) = 0;
    /// Keeps the answer in the same transaction as the effect.
    virtual void remember(std::string_view scope, std::string_view key, std::string_view digest,
                          const Replay& answer) = 0;

    /// The transaction will be rolled back when the closure returns: a rule said no.
    virtual void abandon() = 0;
};

} // namespace evenhand::storage
