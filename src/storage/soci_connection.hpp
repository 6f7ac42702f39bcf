#pragma once

#include "storage/connection.hpp"
#include "storage/errors.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace soci {
class session;
}

namespace evenhand::storage {

/// A Connection over one SOCI session, with every statement prepared once and kept. Not for two
/// threads at a time. Internal to storage.
class SociConnection final : public Connection
{
public:
    SociConnection(Engine engine, soci::session& session);
    ~SociConnection() override;
    SociConnection(const SociConnection&) = delete;
    SociConnection& operator=(const SociConnection&) = delete;

    [[nodiscard]] Engine engine() const override { return engine_; }
    std::int64_t execute(const Statement& statement, const Binds& binds) override;
    std::vector<std::vector<Value>> fetch(const Statement& statement, const Binds& binds,
                                          std::span<const CellKind> kinds) override;

    /// True once a statement failed in a way that ends the process (design 4), even if a store
    /// caught the exception.
    [[nodiscard]] bool saw_broken() const { return saw_broken_; }
    void note(Failure failure) { saw_broken_ |= failure == Failure::broken; }

    /// True once PostgreSQL's own end of the connection was seen to be gone. libpq itself goes on
    /// calling such a connection good until it next reads from it.
    [[nodiscard]] bool lost() const { return lost_; }
    void note_lost() { lost_ = true; }

    /// Starts a unit: PostgreSQL refuses every statement after one has failed, up to the rollback,
    /// and so does this class on SQLite, so that no store comes to rely on the difference.
    void begin_unit() { failed_ = false; }
    [[nodiscard]] bool failed() const { return failed_; }

private:
    /// The same text with other kinds of values is another prepared statement, because SOCI fixes
    /// the type of a bind when it is made.
    struct Shape
    {
        std::string_view text; ///< the statement's own copy, once it is a key
        std::uint64_t text_binds = 0;
        std::uint64_t text_columns = 0;
        std::size_t columns = 0;
        friend bool operator==(const Shape&, const Shape&) = default;
    };
    struct ShapeHash
    {
        std::size_t operator()(const Shape& shape) const noexcept;
    };
    struct Prepared;

    Prepared& prepared(const Statement& statement, const Binds& binds,
                       std::span<const CellKind> kinds);
    std::unique_ptr<Prepared> prepare(std::string_view sql, const Binds& binds,
                                      std::span<const CellKind> kinds);
    template <class Work>
    auto guarded(const Statement& statement, Work&& work);
    /// What the exception being handled means, without its text.
    StorageError describe(std::string_view name);

    Engine engine_;
    soci::session& session_;
    std::unordered_map<Shape, std::unique_ptr<Prepared>, ShapeHash> cache_;
    bool saw_broken_ = false;
    bool failed_ = false;
    bool lost_ = false;
};

} // namespace evenhand::storage
