#include "tests/faults/killed_draws.hpp"

#include "tests/support/remote_service.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace evenhand::tests {

namespace killed_draws {

using namespace std::chrono_literals;

constexpr load::Span patience = 60s;
constexpr long never = 1'000'000;

/// The count that the program under test shares with this one, and the environment in which it
/// finds it. Both are gone with the object.
class KillSwitch
{
public:
    KillSwitch(const std::filesystem::path& file, Killed killed)
    {
        const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (made < 0 || ::ftruncate(made, sizeof(long)) != 0)
            throw std::runtime_error("no kill switch");
        void* shared = ::mmap(nullptr, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, made, 0);
        ::close(made);
        if (shared == MAP_FAILED) throw std::runtime_error("no kill switch");
        left_ = static_cast<std::atomic<long>*>(shared);
        ::setenv("EVENHAND_KILL_AT", file.c_str(), 1);
        if (killed == Killed::allocator_alone) ::setenv("EVENHAND_KILL_IN", "allocator", 1);
    }
    ~KillSwitch()
    {
        ::unsetenv("EVENHAND_KILL_AT");
        ::unsetenv("EVENHAND_KILL_IN");
        ::munmap(left_, sizeof(long));
    }
    KillSwitch(const KillSwitch&) = delete;
    KillSwitch& operator=(const KillSwitch&) = delete;

    void arm(long writes) { left_->store(writes); }
    /// How many are left; nothing is counted any more.
    long disarm() { return left_->exchange(0); }

private:
    std::atomic<long>* left_;
};

/// Serves with the library preloaded; whatever else is started has none.
load::Target serve(Installation& place)
{
    ::setenv("LD_PRELOAD", EVENHAND_KILL_AT_WRITE, 1);
    place.serve();
    ::unsetenv("LD_PRELOAD");
    return place.target();
}

/// What the store has of somebody's draw, read past the program.
struct Drawn
{
    std::string position; ///< empty: no intent
    std::string receipt;  ///< empty: no allocation
    std::string stage;    ///< of their way
    std::string effects;  ///< how many intents, allocations and hand-offs

    static Drawn of(const Installation& place, const std::string& person)
    {
        const auto intents = place.rows(
            fmt::format("SELECT position FROM allocation_intent WHERE person_id = '{}'", person));
        const auto given = place.rows(
            fmt::format("SELECT receipt FROM allocation WHERE person_id = '{}'", person));
        const auto stages =
            place.rows(fmt::format("SELECT stage FROM journey WHERE person_id = '{}'", person));
        const auto handed =
            place.rows(fmt::format("SELECT id FROM hand_off WHERE person_id = '{}'", person));
        return {.position = intents.empty() ? "" : intents[0][0],
                .receipt = given.empty() ? "" : given[0][0],
                .stage = stages.empty() ? "" : stages[0][0],
                .effects = fmt::format("{} {} {}", intents.size(), given.size(), handed.size())};
    }
};

class Run
{
    static constexpr int done = 303;
    static constexpr int wait = 503;

public:
    Run(Installation& place, const load::Account& account, Killed killed)
        : place_(place), switch_(place.folder() / "kill-at", killed),
          allocator_alone_(killed == Killed::allocator_alone), client_(serve(place))
    {
        for (const auto& row :
             place.rows("SELECT person_id FROM journey WHERE stage = 'baseline_locked' ORDER BY 1"))
            people_.push_back(row[0]);
        if (!sign_in(browser_, account)) throw std::runtime_error("the officer is not let in");
    }

    /// One draw that nobody disturbs: how much it writes.
    int writes()
    {
        open_form();
        switch_.arm(never);
        const auto answer = press();
        const auto left = switch_.disarm();
        if (answer.reply.status != done) throw std::runtime_error(answer.reply.body);
        return static_cast<int>(never - left);
    }

    void kill_at(int write, KilledDraws& found)
    {
        open_form();
        const std::string where = fmt::format("killed at write {}", write);
        switch_.arm(write);
        const auto first = press();
        bool died = place_.server().wait(first.reply.status == 0 ? patience : 50ms).has_value();
        const bool fired = switch_.disarm() == 0;
        // It may have written, and died of it, while nothing more was to be counted. A machine that
        // is busy takes a moment to end it; where its allocator died instead, that moment is lost.
        const auto moment = fired && !allocator_alone_ ? 2s : 50ms;
        died = died || place_.server().wait(moment).has_value();
        const auto dead = Drawn::of(place_, person_);
        if (died) serve(place_);
        found.kills += died ? 1 : 0;
        found.allocator_kills += fired && !died ? 1 : 0;
        found.unheard += first.reply.status == 0 ? 1 : 0;
        const bool heard = first.reply.status == done;
        found.bound += died && !dead.position.empty() ? 1 : 0;

        const auto second = press_until_answered();
        const auto after = Drawn::of(place_, person_);
        const auto third = press();
        const auto last = Drawn::of(place_, person_);
        const auto breach = [&](bool wrong, std::string_view what) {
            if (wrong) found.breaches.push_back(fmt::format("{}: {}", where, what));
        };
        breach(second.reply.status != done,
               fmt::format("sent again it is answered {}", second.reply.status));
        breach(heard && first.reply.location != second.reply.location,
               "sent again it leads elsewhere");
        breach(third.reply.location != second.reply.location, "a third time it leads elsewhere");
        breach(!heard && first.reply.status != 0 && first.reply.status != wait,
               fmt::format("it is answered {}", first.reply.status));
        breach(!dead.position.empty() && dead.receipt.empty() && dead.stage != "intended",
               "whoever vanished after the intent is not seen: " + dead.stage);
        breach(heard && dead.receipt.empty(), "it was answered, and nobody was in a group");
        breach(!dead.position.empty() && dead.position != after.position, "another position");
        breach(!dead.receipt.empty() && dead.receipt != after.receipt, "another receipt");
        ++drawn_;
        breach(after.position != std::to_string(drawn_),
               fmt::format("position {} instead of {}", after.position, drawn_));
        breach(after.effects != "1 1 1", "not one of each: " + after.effects);
        breach(last.receipt != after.receipt || last.effects != after.effects,
               "a third time it changes something");
    }

    /// One at a time, of those that are left.
    [[nodiscard]] std::size_t people() const { return people_.size(); }

private:
    /// The next person's page of the draw, with its form filled in.
    void open_form()
    {
        if (people_.empty()) throw std::runtime_error("nobody is left at the draw");
        person_ = people_.back();
        people_.pop_back();
        client_.move_house();
        path_ = "/participants/" + person_ + "/allocation";
        browser_.get(path_);
        constexpr std::string_view button = "Put into a group by chance";
        body_ = browser_.filled({}, button).encode();
    }
    /// A server whose allocator is away says so, and that the place is kept.
    load::Exchange press_until_answered()
    {
        load::Exchange answer = press();
        load::eventually(patience, [&] {
            if (answer.reply.status == wait) answer = press();
            return answer.reply.status != wait;
        });
        return answer;
    }
    load::Exchange press()
    {
        auto answer =
            client_.send({"POST", path_, browser_.form_head(path_).cookie, body_}, patience);
        if (answer.fate != load::Fate::answered) answer.reply.status = 0;
        return answer;
    }

    Installation& place_;
    KillSwitch switch_;
    bool allocator_alone_;
    std::vector<std::string> people_; ///< who still stand at the draw
    load::Client client_;
    RemoteService remote_{client_};
    TestClient browser_{remote_};
    std::string person_;
    std::string path_;
    std::string body_;
    int drawn_ = undisturbed; ///< so far
};

} // namespace killed_draws

KilledDraws kill_draws(Installation& place, const load::Account& account, int points,
                       std::size_t most_breaches, Killed killed)
{
    killed_draws::Run run(place, account, killed);
    KilledDraws found;
    // The first draw of a trial also finds its sequence, and is like no other. Of those that follow
    // the least is that of a draw alone: what the server does beside it is counted too.
    run.writes();
    found.writes = std::min({run.writes(), run.writes(), run.writes()});
    const int step = std::max(1, found.writes / points);
    for (int write = 1; write <= found.writes && run.people() > 0; write += step) {
        run.kill_at(write, found);
        if (found.breaches.size() >= most_breaches) break;
    }
    return found;
}

} // namespace evenhand::tests
