#include "tests/support/load_oracle.hpp"

#include <fmt/format.h>

#include <string_view>

namespace evenhand::load {

namespace load_oracle {

constexpr std::size_t most_examples = 5;
constexpr std::string_view receipt_path = "/sent/";
constexpr int asked_from_one_address = 40;
constexpr Span patience_for_one = std::chrono::seconds(15);
constexpr Span breather = std::chrono::milliseconds(20);

void tell(Verdict& verdict, std::string example)
{
    if (verdict.examples.size() < most_examples) verdict.examples.push_back(std::move(example));
}

bool open(Outcome outcome)
{
    return outcome == Outcome::open || outcome == Outcome::unknown;
}

} // namespace load_oracle

Oracle::Oracle(const Target& target, History& history, const std::vector<Stored>& before)
    : client_(target), history_(history)
{
    for (const Stored& stored : before)
        before_.insert(stored.receipt);
}

Exchange Oracle::ask(const Ask& ask)
{
    if (++asked_ % load_oracle::asked_from_one_address == 0) client_.move_house();
    return client_.send(ask, load_oracle::patience_for_one);
}

void Oracle::settle(Span within)
{
    const Moment end = now() + within;
    Pause pause;
    for (const Written& written : history_.all()) {
        if (!load_oracle::open(written.outcome)) continue;
        for (;;) {
            const auto answer = ask({"POST", written.path, written.cookie, written.body});
            const bool heard = answer.fate == Fate::answered &&
                               !load_oracle::open(history_.outcome_of(answer)) &&
                               answer.reply.status != 429;
            if (heard) {
                history_.settle(written.number, answer);
                ++settled_;
                break;
            }
            if (now() > end) return;
            pause.lasting(load_oracle::breather);
        }
    }
}

Oracle::Promises Oracle::promises(Verdict& verdict) const
{
    Promises all;
    std::set<std::string> refused;
    for (const Written& written : history_.all()) {
        const std::string request = written.cookie + '\n' + written.body;
        if (written.outcome == Outcome::done) {
            auto& promise = all.try_emplace(request, Promise{written, {}}).first->second;
            promise.receipts.insert(written.location.substr(load_oracle::receipt_path.size()));
        } else if (written.outcome == Outcome::refused) {
            refused.insert(request);
        } else {
            ++verdict.unsettled;
            load_oracle::tell(verdict, fmt::format("request {} is not settled", written.number));
        }
    }
    verdict.acknowledged = all.size();
    for (const auto& request : refused)
        verdict.refused += all.contains(request) ? 0U : 1U;
    return all;
}

void Oracle::compare(const Promises& promises, const std::map<std::string, std::string>& stored,
                     Verdict& verdict) const
{
    std::map<std::string, std::uint64_t> promised;
    for (const auto& [request, promise] : promises) {
        if (promise.receipts.size() > 1) {
            ++verdict.differing;
            load_oracle::tell(verdict,
                              fmt::format("request {} was promised {} receipts",
                                          promise.written.number, promise.receipts.size()));
        }
        for (const auto& receipt : promise.receipts) {
            if (promised[receipt]++ > 0) {
                ++verdict.differing;
                load_oracle::tell(verdict, "two requests were promised one receipt, " + receipt);
            }
        }
    }
    for (const auto& [receipt, times] : promised) {
        if (stored.contains(receipt)) continue;
        ++verdict.lost;
        load_oracle::tell(verdict, "promised and not in the store: " + receipt);
    }
    // One effect for each request: of the receipts that two promises for one request have in the
    // store, all but one are doubles; and so is whatever was promised to nobody.
    for (const auto& [request, promise] : promises)
        verdict.doubled += promise.receipts.size() - 1;
    for (const auto& [receipt, reference] : stored) {
        if (promised.contains(receipt) || before_.contains(receipt)) continue;
        ++verdict.doubled;
        load_oracle::tell(verdict, "in the store and promised to nobody: " + receipt);
    }
}

void Oracle::read_page(const std::string& receipt, const std::string& reference, Verdict& verdict)
{
    const auto page = ask({"GET", std::string(load_oracle::receipt_path) + receipt, {}, {}});
    const bool shown =
        page.reply.status == 200 && page.reply.body.find(reference) != std::string::npos;
    if (shown) return;
    ++verdict.lost;
    load_oracle::tell(verdict,
                      fmt::format("the page of receipt {} answers {}", receipt, page.reply.status));
}

void Oracle::send_again(const Promise& promise, Verdict& verdict)
{
    const Written& written = promise.written;
    const auto answer = ask({"POST", written.path, written.cookie, written.body});
    if (answer.reply.status == written.status && answer.reply.location == written.location) return;
    ++verdict.differing;
    load_oracle::tell(verdict, fmt::format("request {} was answered {} {}, sent again {} {}",
                                           written.number, written.status, written.location,
                                           answer.reply.status, answer.reply.location));
}

Verdict Oracle::judge(const std::vector<Stored>& now_stored)
{
    Verdict verdict;
    verdict.settled = settled_;
    settled_ = 0;
    std::map<std::string, std::string> stored;
    for (const Stored& row : now_stored)
        stored[row.receipt] = row.reference;
    const Promises all = promises(verdict);
    compare(all, stored, verdict);

    std::uint64_t seen = 0;
    for (const auto& [request, promise] : all) {
        for (const auto& receipt : promise.receipts) {
            const auto row = stored.find(receipt);
            if (row == stored.end() || !read_.insert(receipt).second) continue;
            read_page(receipt, row->second, verdict);
            if (++seen % 10 == 0) send_again(promise, verdict);
        }
    }
    return verdict;
}

void Verdict::add(const Verdict& other)
{
    acknowledged += other.acknowledged;
    refused += other.refused;
    settled += other.settled;
    lost += other.lost;
    doubled += other.doubled;
    differing += other.differing;
    unsettled += other.unsettled;
    examples.insert(examples.end(), other.examples.begin(), other.examples.end());
}

std::string Verdict::text() const
{
    std::string words = fmt::format(
        "{} acknowledged, {} refused, {} settled by sending again; {} lost, {} doubled, "
        "{} answered differently, {} unsettled",
        acknowledged, refused, settled, lost, doubled, differing, unsettled);
    for (const auto& example : examples)
        words += "\n  " + example;
    return words;
}

} // namespace evenhand::load
