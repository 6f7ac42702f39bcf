#include "tests/benchmarks/made_trial.hpp"

#include "core/rng.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace evenhand::statistics_benchmark {

namespace made_trial_columns {

using Values = std::vector<double>;

class Making
{
public:
    explicit Making(const Contents& contents) : contents_(contents), data_(contents.people) {}

    statistics::DataSet whole()
    {
        const Values arm = drawn("arm", [](Rng& rng) { return rng.bernoulli(.5) ? 1.0 : 0.0; });
        const Values noise = drawn("noise", [](Rng& rng) { return rng.normal(); });
        Values predictor = noise;
        std::vector<Values> covariates;
        for (std::size_t i = 0; i < contents_.covariates; ++i) {
            covariates.push_back(
                drawn(fmt::format("x{}", i + 1), [](Rng& rng) { return rng.normal(); }));
            for (std::size_t row = 0; row < contents_.people; ++row)
                predictor[row] += .2 * covariates.back()[row];
        }
        for (std::size_t row = 0; row < contents_.people; ++row)
            predictor[row] += .1 * arm[row];
        put("y", contents_.binary ? above_zero(predictor) : predictor);
        put("t", arm);
        for (std::size_t i = 0; i < contents_.covariates; ++i)
            put(fmt::format("x{}", i + 1), with_gaps(std::move(covariates[i]), i));
        put_more(arm, predictor);
        return std::move(data_);
    }

private:
    template <class Draw>
    Values drawn(const std::string& name, Draw draw)
    {
        Rng rng = Rng(20261123).stream(name);
        Values values(contents_.people);
        for (auto& value : values)
            value = draw(rng);
        return values;
    }
    void put(std::string name, Values values)
    {
        data_.put({.name = std::move(name), .values = std::move(values)});
    }
    static Values above_zero(Values values)
    {
        for (auto& value : values)
            value = value > 0 ? 1 : 0;
        return values;
    }
    /// From 2 % in the first incomplete column to 25 % in the last.
    Values with_gaps(Values values, std::size_t column)
    {
        if (column >= contents_.incomplete) return values;
        const double share =
            .02 + .23 * static_cast<double>(column) / static_cast<double>(contents_.incomplete);
        Rng rng = Rng(20261123).stream(fmt::format("gaps{}", column));
        for (auto& value : values)
            if (rng.bernoulli(share)) value = statistics::missing_value();
        return values;
    }
    void put_more(const Values& arm, const Values& predictor)
    {
        if (contents_.take_up) {
            Values received = drawn("take-up", [](Rng& rng) { return rng.uniform01(); });
            for (std::size_t row = 0; row < contents_.people; ++row)
                received[row] = received[row] < (arm[row] == 1 ? .7 : .1) ? 1 : 0;
            put("d", std::move(received));
        }
        if (contents_.survival) {
            Values time = drawn("time", [](Rng& rng) { return rng.exponential(1); });
            Values event = drawn("leaving", [](Rng& rng) { return rng.exponential(2); });
            for (std::size_t row = 0; row < contents_.people; ++row) {
                const double failing = time[row] * std::exp(-.3 * predictor[row]);
                time[row] = std::min(failing, event[row]);
                event[row] = failing <= event[row] ? 1 : 0;
            }
            put("time", std::move(time));
            put("event", std::move(event));
        }
        if (contents_.clusters > 0) {
            put("cluster", drawn("cluster", [&](Rng& rng) {
                    return static_cast<double>(rng.uniform(contents_.clusters) + 1);
                }));
        }
        for (std::size_t i = 0; i < contents_.outcomes; ++i) {
            Values outcome =
                drawn(fmt::format("y{}", i + 1), [](Rng& rng) { return rng.normal(); });
            for (std::size_t row = 0; row < contents_.people; ++row)
                outcome[row] += .5 * predictor[row];
            put(fmt::format("y{}", i + 1), std::move(outcome));
        }
    }

    const Contents& contents_;
    statistics::DataSet data_;
};

} // namespace made_trial_columns

statistics::DataSet made_trial(const Contents& contents)
{
    return made_trial_columns::Making(contents).whole();
}

std::vector<std::string> covariates_after(std::vector<std::string> first, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        first.push_back(fmt::format("x{}", i + 1));
    return first;
}

void write_for_peers(const statistics::DataSet& data, const std::string& folder,
                     const std::string& name)
{
    const auto stem = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(stem.parent_path());
    std::ofstream file(stem.string() + ".bin", std::ios::binary);
    std::ofstream names(stem.string() + ".names");
    const std::array<std::int32_t, 2> size = {static_cast<std::int32_t>(data.rows()),
                                              static_cast<std::int32_t>(data.columns().size())};
    file.write(reinterpret_cast<const char*>(size.data()), sizeof size);
    for (const auto& column : data.columns()) {
        names << column.name << '\n';
        file.write(reinterpret_cast<const char*>(column.values.data()),
                   static_cast<std::streamsize>(column.values.size() * sizeof(double)));
    }
    if (!file.flush() || !names.flush()) {
        throw std::runtime_error(fmt::format("cannot write {}", stem.string()));
    }
}

} // namespace evenhand::statistics_benchmark
