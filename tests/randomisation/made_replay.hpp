#pragma once

// A minimised trial as its log would tell it, made by the engine with keyed draws.

#include "core/check.hpp"
#include "core/encoding.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/draws.hpp"
#include "randomisation/sealed/keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::tests {

/// What stands in it may be changed before it is written; what was committed to stays.
class MadeReplay
{
public:
    struct Newcomer
    {
        std::vector<std::uint16_t> levels;
        std::size_t arm = 0;
    };
    static constexpr std::size_t nobody = SIZE_MAX;

    /// `chosen`: the newcomer, from 0, to whom an operator gives another arm than the draw does.
    MadeReplay(std::uint32_t people, std::string_view measure, std::size_t chosen = nobody)
        : spec(fmt::format(
              R"({{"alg":"minimise/1","arms":["usual","new","both"],"factors":[{{"levels":["a","b","c","d","e"],"name":"first","weight":0.7}},{{"levels":["a","b","c"],"name":"second","weight":1.1}},{{"levels":["a","b"],"name":"third"}}],"measure":"{}","p":0.8,"ratio":[3,2,2]}})",
              measure))
    {
        for (const auto& [party, bytes] : contributions)
            commitments.push_back(sealed::commitment(trial, of(party, bytes)).text());
        frozen = sealed::spec_hash(nonce, spec).text();
        const auto read = schemes::read_spec(spec);
        CHECK(read.has_value());
        schemes::Minimiser minimiser(std::get<schemes::MinimisationSpec>(*read).rules());
        const auto keys = keys_of();
        for (std::uint32_t person = 0; person < people; ++person) {
            const std::vector<std::uint16_t> levels{static_cast<std::uint16_t>(person * 13 % 5),
                                                    static_cast<std::uint16_t>(person * 7 % 3),
                                                    static_cast<std::uint16_t>(person * 11 % 2)};
            sealed::NewcomerDraws draws(keys.permutation(), person);
            auto arm = schemes::index_of(minimiser.choose(levels, draws).arm);
            if (person == chosen) arm = (arm + 1) % 3;
            minimiser.add(levels, schemes::arm_number(arm));
            newcomers.push_back({levels, arm});
        }
    }

    [[nodiscard]] std::string file() const
    {
        std::vector<std::string> parties;
        for (std::size_t i = 0; i < contributions.size(); ++i) {
            parties.push_back(fmt::format(
                R"({{"party":"{}","commitment":"{}","contribution":"{}"}})", contributions[i].first,
                commitments.at(i % commitments.size()), to_hex(contributions[i].second)));
        }
        std::vector<std::string> people;
        for (const Newcomer& one : newcomers)
            people.push_back(
                fmt::format(R"({{"levels":[{}],"arm":{}}})", fmt::join(one.levels, ","), one.arm));
        std::string quoted;
        for (const char c : spec)
            quoted += c == '"' ? std::string("\\\"") : std::string(1, c);
        return fmt::format(
            R"({{"rct":1,"trial":"{}","parties":[{}],"nonce":"{}","beacon":"{}","spec_hash":"{}","spec":"{}","newcomers":[{}]}})",
            trial, fmt::join(parties, ","), to_hex(nonce), std::string(64, '0'), frozen, quoted,
            fmt::join(people, ","));
    }

    std::string spec;
    std::vector<std::pair<std::string, Bytes>> contributions{{"custodian", Bytes(32, 7)},
                                                             {"platform", Bytes(32, 9)}};
    std::vector<Newcomer> newcomers;

private:
    static sealed::Contribution of(const std::string& party, const Bytes& bytes)
    {
        return {party, *crypto::SecretKey::from_bytes(bytes)};
    }
    [[nodiscard]] sealed::EpochKeys keys_of() const
    {
        std::vector<sealed::Contribution> all;
        for (const auto& [party, bytes] : contributions)
            all.push_back(of(party, bytes));
        return sealed::EpochKeys::derive(all, std::nullopt, sealed::spec_hash(nonce, spec));
    }

    std::string trial = "example/demo/ceremony-1";
    sealed::Public32 nonce{4, 5, 6};
    std::vector<std::string> commitments;
    std::string frozen;
};

} // namespace evenhand::tests
