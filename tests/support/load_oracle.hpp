#pragma once

// The judge of every fault test (security.md 3.1): what the driver was promised, by its own
// history, against what the store holds and the server shows. It trusts neither.

#include "tests/support/load_history.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace evenhand::load {

/// A referral as the store has it: the receipt, the last part of its page's address, and the
/// reference that the page shows.
struct Stored
{
    std::string receipt;
    std::string reference;
};

struct Verdict
{
    std::uint64_t acknowledged = 0; ///< distinct requests that were promised a receipt
    std::uint64_t refused = 0;      ///< certainly not done, and indeed not there
    std::uint64_t settled = 0;      ///< unknown outcomes that sending again settled, this time
    std::uint64_t lost = 0;         ///< promised, and not in the store or not on its page
    std::uint64_t doubled = 0;   ///< in the store, and promised to nobody: done twice or by itself
    std::uint64_t differing = 0; ///< the same request, sent again, was answered differently
    std::uint64_t unsettled = 0; ///< not settled in the time given
    std::vector<std::string> examples; ///< of breaches, the first few

    void add(const Verdict& other);
    [[nodiscard]] bool clean() const { return lost + doubled + differing + unsettled == 0; }
    /// "2,113 acknowledged, 14 settled, 0 lost, 0 doubled, …", with the examples.
    [[nodiscard]] std::string text() const;
};

class Oracle
{
public:
    /// `before`: the referrals that the store held when the history began.
    Oracle(const Target& target, History& history, const std::vector<Stored>& before = {});

    /// Sends everything again whose outcome is unknown, with its own key, until it is settled or
    /// the time is over. No load may be running.
    void settle(Span within);
    /// Compares all that was ever promised with what the store holds now. Of what is new since the
    /// last time it also reads every receipt's page and sends every tenth request again.
    Verdict judge(const std::vector<Stored>& now_stored);

private:
    /// A request and every receipt that was ever promised for it.
    struct Promise
    {
        Written written;
        std::set<std::string> receipts;
    };
    using Promises = std::map<std::string, Promise>;

    [[nodiscard]] Promises promises(Verdict& verdict) const;
    void compare(const Promises& promises, const std::map<std::string, std::string>& stored,
                 Verdict& verdict) const;
    void read_page(const std::string& receipt, const std::string& reference, Verdict& verdict);
    void send_again(const Promise& promise, Verdict& verdict);
    Exchange ask(const Ask& ask);

    Client client_;
    History& history_;
    std::set<std::string> before_;
    std::set<std::string> read_;
    std::uint64_t settled_ = 0;
    int asked_ = 0;
};

} // namespace evenhand::load
