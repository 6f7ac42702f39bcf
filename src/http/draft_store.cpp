#include "http/draft_store.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"
#include "crypto/sealing.hpp"

#include <utility>

namespace evenhand::http {

namespace draft_store {

using storage::Statement;

constexpr Statement select_draft{
    "draft load", "SELECT sealed FROM draft WHERE scope = :scope AND form = :form AND "
                  "expires_at > :now"};
constexpr Statement upsert_draft{
    "draft save", "INSERT INTO draft (scope, form, sealed, kept_at, expires_at) VALUES (:scope, "
                  ":form, :sealed, :now, :expires) ON CONFLICT (scope, form) DO UPDATE SET sealed "
                  "= excluded.sealed, kept_at = excluded.kept_at, expires_at = "
                  "excluded.expires_at"};
constexpr Statement update_code{
    "draft issue code", "UPDATE draft SET code_hash = :code WHERE scope = :scope AND form = :form "
                        "AND expires_at > :now"};
constexpr Statement select_by_code{
    "draft find by code", "SELECT scope, sealed FROM draft WHERE code_hash = :code AND form = "
                          ":form AND expires_at > :now"};
constexpr Statement move_draft{
    "draft move", "UPDATE draft SET scope = :scope, sealed = :sealed, kept_at = :now WHERE "
                  "code_hash = :code"};
constexpr Statement delete_draft{"draft discard",
                                 "DELETE FROM draft WHERE scope = :scope AND form = :form"};
constexpr Statement delete_expired{"draft purge", "DELETE FROM draft WHERE expires_at <= :now"};

std::string place_of(const DraftKey& key)
{
    const auto joined = crypto::lp(key.scope, key.form);
    return std::string(as_text(joined));
}

std::string seal(const crypto::SecretKey& sealing, const DraftKey& key, std::string_view plain,
                 RandomSource& random)
{
    const auto row = place_of(key);
    return crypto::seal(sealing, {"draft", "sealed", row}, plain, random);
}

FormData open(const crypto::SecretKey& sealing, const DraftKey& key, std::string_view sealed)
{
    const auto row = place_of(key);
    const auto opened = crypto::open(sealing, {"draft", "sealed", row}, sealed);
    CHECK(opened.has_value());
    auto form = FormData::parse(opened->text());
    CHECK(form.has_value());
    return *std::move(form);
}

} // namespace draft_store

DraftStore::DraftStore(const crypto::SecretKey& sealing)
    : sealing_(crypto::derive(sealing, "draft/1")), codes_(crypto::derive(sealing, "resume-code/1"))
{
}

std::optional<FormData> DraftStore::load(storage::UnitOfWork& unit, const DraftKey& key) const
{
    const auto row = unit.sql().row<std::string>(
        draft_store::select_draft,
        {{"scope", key.scope}, {"form", key.form}, {"now", unit.now().micros()}});
    if (!row) return std::nullopt;
    return draft_store::open(sealing_, key, std::get<0>(*row));
}

void DraftStore::save(storage::UnitOfWork& unit, const DraftKey& key, const FormData& typed,
                      std::chrono::microseconds keep)
{
    CHECK(!key.scope.empty() && !key.form.empty());
    const auto encoded = typed.encode();
    CHECK(encoded.size() <= most_bytes);
    unit.sql().execute(draft_store::upsert_draft,
                       {{"scope", key.scope},
                        {"form", key.form},
                        {"sealed", draft_store::seal(sealing_, key, encoded, unit.random())},
                        {"now", unit.now().micros()},
                        {"expires", (unit.now() + keep).micros()}});
}

void DraftStore::discard(storage::UnitOfWork& unit, const DraftKey& key)
{
    unit.sql().execute(draft_store::delete_draft, {{"scope", key.scope}, {"form", key.form}});
}

std::string DraftStore::hash_of(const ResumeCode& code, std::string_view form) const
{
    return crypto::hmac_sha256(codes_, crypto::lp(code.reveal(), form)).text();
}

std::optional<ResumeCode> DraftStore::issue_code(storage::UnitOfWork& unit, const DraftKey& key)
{
    auto code = ResumeCode::random(unit.random());
    const auto changed =
        unit.sql().execute(draft_store::update_code, {{"scope", key.scope},
                                                      {"form", key.form},
                                                      {"code", hash_of(code, key.form)},
                                                      {"now", unit.now().micros()}});
    if (changed == 0) return std::nullopt;
    return code;
}

bool DraftStore::resume(storage::UnitOfWork& unit, const ResumeCode& code, const DraftKey& key)
{
    const auto code_hash = hash_of(code, key.form);
    const auto found = unit.sql().row<std::string, std::string>(
        draft_store::select_by_code,
        {{"code", code_hash}, {"form", key.form}, {"now", unit.now().micros()}});
    if (!found) return false;
    const auto& [old_scope, sealed] = *found;
    if (old_scope == key.scope) return true;

    const auto typed = draft_store::open(sealing_, {old_scope, key.form}, sealed);
    discard(unit, key);
    unit.sql().execute(draft_store::move_draft,
                       {{"scope", key.scope},
                        {"code", code_hash},
                        {"sealed", draft_store::seal(sealing_, key, typed.encode(), unit.random())},
                        {"now", unit.now().micros()}});
    return true;
}

std::int64_t DraftStore::purge(storage::UnitOfWork& unit)
{
    return unit.sql().execute(draft_store::delete_expired, {{"now", unit.now().micros()}});
}

} // namespace evenhand::http
