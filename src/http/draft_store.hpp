#pragma once

#include "core/reference.hpp"
#include "crypto/secret.hpp"
#include "http/request.hpp"
#include "storage/unit_of_work.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// Whose draft of which form. `scope` is Viewer::key_scope(): an account or a journey. `form` may
/// name the record too: "note/4f0c…".
struct DraftKey
{
    std::string scope;
    std::string form;
};

/// Half-filled forms, kept on the server and sealed (design 1.9: nothing typed twice, nothing
/// lost). Rows are state, not facts: they are replaced, and deleted when the form is sent.
class DraftStore
{
public:
    /// Of an encoded form. One of 64 KiB as sent is at most three times that when every character
    /// is escaped.
    static constexpr std::size_t most_bytes = std::size_t{3} * 64 * 1024;

    /// `sealing` is the key of KeyPurpose::draft_sealing; resume codes are hashed under a key
    /// derived from it.
    explicit DraftStore(const crypto::SecretKey& sealing);

    /// What was kept, unless it has expired.
    std::optional<FormData> load(storage::UnitOfWork& unit, const DraftKey& key) const;
    /// Keeps it in place of what was there, until now + `keep`. CHECKs `most_bytes`. In a handler
    /// that answers 422 it goes through Response::journal, since the unit of work is rolled back.
    void save(storage::UnitOfWork& unit, const DraftKey& key, const FormData& typed,
              std::chrono::microseconds keep);
    /// The form was sent or given up; its resume code dies too.
    void discard(storage::UnitOfWork& unit, const DraftKey& key);

    /// A new code with which the draft can be taken up elsewhere; the former code dies. Nothing if
    /// there is no such draft.
    std::optional<ResumeCode> issue_code(storage::UnitOfWork& unit, const DraftKey& key);
    /// Moves the draft of that code and form to this scope, in place of any there. False if there
    /// is none, or it has expired. The code goes on working.
    bool resume(storage::UnitOfWork& unit, const ResumeCode& code, const DraftKey& key);

    /// Deletes what has expired; a job calls it. Returns how many.
    std::int64_t purge(storage::UnitOfWork& unit);

private:
    [[nodiscard]] std::string hash_of(const ResumeCode& code, std::string_view form) const;

    crypto::SecretKey sealing_;
    crypto::SecretKey codes_;
};

} // namespace evenhand::http
