#pragma once

// The way from a telephone call to a group, page by page, as an intake officer goes it: what is
// done on each page that the program shows. It knows pages and words alone, so that the same way is
// gone without a socket, over loopback under faults, and in either trial.

#include "core/time.hpp"
#include "tests/support/test_client.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

/// Who calls, and what is true of them.
struct Caller
{
    std::string first_name = "Zoë";
    std::string last_name = "Example";
    /// Of a text or an e-mail that they would like.
    Typed channel{{"channel", "phone"}, {"phone", "07700 900123"}};
    std::string area = "sheffield";
    std::string postcode = "S1 2HH";
    std::string work = "looking";      ///< the referral's question
    std::string group = "out-of-work"; ///< the protocol's
};

/// One thing that is done in front of a page.
struct Move
{
    enum class Kind { go_to, follow, press, arrived };
    Kind kind = Kind::arrived;
    std::string where; ///< a path, the words of a link, or those of a button
    Typed typed = {};
};

class WholeWay
{
public:
    /// `errands` are paths behind the person's record that are gone to once they are in a group:
    /// "/withdraw".
    explicit WholeWay(Caller caller, std::vector<std::string> errands = {});

    /// Every errand for which there are words here, in an order in which each can be done.
    static std::vector<std::string> every_errand();

    /// Where the way begins.
    static constexpr const char* first_page = "/triage/new";
    /// What comes next. Throws std::runtime_error on a page for which there are no words here.
    Move next(const Visit& page, Instant now);
    /// "/participants/ID"; empty until they are somebody.
    [[nodiscard]] const std::string& record() const { return record_; }
    /// Whether their group was told.
    [[nodiscard]] bool allocated() const { return allocated_; }
    /// The only thing here that tells a group: the pack was offered on the page of the result.
    [[nodiscard]] bool has_pack() const { return has_pack_; }

private:
    Move referral_page(const Visit& page, const std::string& path);
    Move record_page();
    Move person_page(const Visit& page, const std::string& page_of_record, Instant now);
    Move booking(Instant now) const;
    Move eligibility(const Visit& page) const;
    Move information(const Visit& page, const std::string& at) const;
    Move consent(const Visit& page, const std::string& at) const;
    Move baseline(const Visit& page, const std::string& at) const;
    Move errand();
    /// What is done on a page that is gone to as an errand.
    std::optional<Move> errand_page(const Visit& page, const std::string& at);

    Caller caller_;
    std::vector<std::string> errands_;
    std::string record_;
    std::size_t records_ = 0; ///< how often the way led over the record
    bool allocated_ = false;
    bool has_pack_ = false;
};

/// "Prefer not to say" to every question of a page, and the first option where it is not offered.
Typed preferring_not_to_say(const Visit& page);
/// Where the link of that text leads. Throws std::runtime_error if there is none.
std::string href_of(const Visit& page, std::string_view words);
/// Does it.
const Visit& make_move(TestClient& browser, const Move& move);
/// The whole way in one browser that is signed in.
void go_whole_way(TestClient& browser, WholeWay& way, Instant now);

} // namespace evenhand::tests
