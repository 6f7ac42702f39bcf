#include "intake/allocation/high_water_store.hpp"

#include "storage/audit_checkpoint_file.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

// A mark stands in the file as a note of two parts: the stratum, and after an empty line the
// position, the binding, the epoch and where it begins. A note that a power cut tore is cut away by
// the next one; it named a position that was not opened yet.

namespace evenhand::allocation {

namespace high_water_store {

/// The words between spaces.
std::vector<std::string_view> words_of(std::string_view line)
{
    std::vector<std::string_view> words;
    for (;;) {
        const auto space = line.find(' ');
        words.push_back(line.substr(0, space));
        if (space == std::string_view::npos) return words;
        line.remove_prefix(space + 1);
    }
}

std::optional<std::int64_t> number_of(std::string_view word)
{
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (fault != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return number;
}

/// The second part of a note, or nothing if it is none.
std::optional<HighWater::Mark> mark_in(std::string_view line)
{
    const auto words = words_of(line);
    constexpr std::size_t whole = 4;
    if (words.size() != whole) return std::nullopt;
    const auto position = number_of(words[0]);
    const auto epoch = number_of(words[2]);
    const auto first = number_of(words[3]);
    if (!position || !epoch || !first) return std::nullopt;
    return HighWater::Mark{
        .position = *position, .binding = std::string(words[1]), .epoch = *epoch, .first = *first};
}

} // namespace high_water_store

HighWater::HighWater(std::filesystem::path file) : file_(std::move(file))
{
    read_on();
}

void HighWater::read_on()
{
    storage::CheckpointFileReader reader(file_, whole_bytes_);
    while (const auto note = reader.next()) {
        const std::string_view whole = *note;
        const auto gap = whole.find("\n\n");
        if (gap == std::string_view::npos)
            throw std::runtime_error(fmt::format("{} is not readable", file_.string()));
        auto mark = high_water_store::mark_in(whole.substr(gap + 2, whole.size() - gap - 3));
        if (!mark) throw std::runtime_error(fmt::format("{} is not readable", file_.string()));
        keep(std::string(whole.substr(0, gap)), *std::move(mark));
    }
    whole_bytes_ = reader.whole_bytes();
}

void HighWater::keep(std::string stratum, Mark mark)
{
    opened_.insert_or_assign(mark.binding, Opened{stratum, mark});
    marks_.insert_or_assign(std::move(stratum), std::move(mark));
}

std::optional<HowFar> HighWater::how_far(std::string_view stratum) const
{
    const std::lock_guard held(mutex_);
    const auto found = marks_.find(stratum);
    if (found == marks_.end()) return std::nullopt;
    return HowFar{.position = found->second.position, .epoch = found->second.epoch};
}

std::map<std::string, HowFar, std::less<>> HighWater::how_far() const
{
    const std::lock_guard held(mutex_);
    std::map<std::string, HowFar, std::less<>> all;
    for (const auto& [stratum, mark] : marks_)
        all.emplace(stratum, HowFar{.position = mark.position, .epoch = mark.epoch});
    return all;
}

std::optional<OpenedFor> HighWater::opened_for(const std::string& binding) const
{
    const std::lock_guard held(mutex_);
    const auto found = opened_.find(binding);
    if (found == opened_.end()) return std::nullopt;
    const auto& [stratum, mark] = found->second;
    return OpenedFor{.stratum = stratum, .position = mark.position, .epoch = mark.epoch};
}

bool HighWater::follows(std::string_view stratum, const Mark& wanted) const
{
    const auto found = marks_.find(stratum);
    // A file that knows nothing of the stratum yet begins with an epoch.
    if (found == marks_.end()) return wanted.position == wanted.first;
    const Mark& last = found->second;
    if (wanted.epoch == last.epoch)
        return wanted.first == last.first && wanted.position == last.position + 1;
    return wanted.epoch > last.epoch && wanted.position == wanted.first;
}

bool HighWater::raise(std::string_view stratum, const Mark& wanted)
{
    const std::lock_guard held(mutex_);
    storage::CheckpointFileWriter writer(file_);
    // Another process on this machine may have gone further; it waits at the file now.
    read_on();
    if (const auto known = opened_.find(wanted.binding); known != opened_.end()) {
        // Nobody is opened two positions. Of the one they have, whoever wrote it may have died
        // before it was on the disk.
        const bool same = known->second.stratum == stratum && known->second.mark == wanted;
        if (same) writer.sync();
        return same;
    }
    if (!follows(stratum, wanted)) return false;
    whole_bytes_ = writer.append(fmt::format("{}\n\n{} {} {} {}\n", stratum, wanted.position,
                                             wanted.binding, wanted.epoch, wanted.first),
                                 whole_bytes_);
    keep(std::string(stratum), wanted);
    return true;
}

} // namespace evenhand::allocation
