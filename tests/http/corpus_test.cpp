// Every request of tests/http/corpus/requests.txt against the real server over loopback
// (security.md R12): what is framed ambiguously is refused and the connection closed, nothing
// crashes, nothing hangs, and no case is a fault of ours (5xx).
#include "core/encoding.hpp"
#include "tests/support/server_world.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace evenhand::tests {
namespace corpus_test {

using Lists = std::map<std::string, std::vector<std::string>>;

struct Case
{
    std::string name;
    int status = 0;
    bool keep = false;
    std::string request; ///< with {H} still to be filled in
};

std::string trim(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return std::string(text);
}

std::vector<std::string> split(std::string_view text, std::string_view by)
{
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(by);
        parts.push_back(trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + by.size());
    }
}

char byte_of(std::string_view hex)
{
    const auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != 1) throw std::runtime_error("no byte: " + std::string(hex));
    return static_cast<char>(bytes->front());
}

std::vector<std::string> byte_list(std::string_view ranges)
{
    std::vector<std::string> bytes;
    for (const auto& range : split(ranges, " ")) {
        const auto ends = split(range, "-");
        const int last = static_cast<unsigned char>(byte_of(ends.back()));
        for (int b = static_cast<unsigned char>(byte_of(ends.front())); b <= last; ++b)
            bytes.push_back(fmt::format("\\x{:02x}", b));
    }
    return bytes;
}

/// \r \n \t \0 \\ and \xHH.
std::string unescape(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        const char kind = text.at(++i);
        if (kind == 'x') {
            bytes += byte_of(text.substr(i + 1, 2));
            i += 2;
        } else {
            const std::map<char, char> named{
                {'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'0', '\0'}, {'\\', '\\'}};
            bytes += named.at(kind);
        }
    }
    return bytes;
}

/// {N x TEXT} written out.
std::string repeat(std::string text)
{
    std::size_t open = 0;
    while ((open = text.find('{', open)) != std::string::npos) {
        const auto close = text.find('}', open);
        const auto inside = text.substr(open + 1, close - open - 1);
        const auto by = inside.find(" x ");
        if (by == std::string::npos) {
            ++open;
            continue;
        }
        std::string many;
        for (int n = std::stoi(inside); n > 0; --n)
            many += inside.substr(by + 3);
        text.replace(open, close - open + 1, many);
        open += many.size();
    }
    return text;
}

/// One request for each way to fill in the lists that it names; a list named twice is filled in
/// alike.
std::vector<std::string> expand(const std::string& request, const Lists& lists)
{
    for (const auto& [name, values] : lists) {
        const auto mark = "{" + name + "}";
        if (request.find(mark) == std::string::npos) continue;
        std::vector<std::string> all;
        for (const auto& value : values) {
            auto filled = request;
            std::size_t at = 0;
            while ((at = filled.find(mark)) != std::string::npos)
                filled.replace(at, mark.size(), value);
            for (auto& one : expand(filled, lists))
                all.push_back(std::move(one));
        }
        return all;
    }
    return {request};
}

std::vector<Case> read_corpus()
{
    std::ifstream file("tests/http/corpus/requests.txt");
    if (!file) throw std::runtime_error("the corpus is not there: run from the repository");
    Lists lists;
    std::vector<Case> cases;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        const auto bar = line.find(" | ");
        if (bar == std::string::npos) {
            const auto equals = line.find(" = ");
            const auto values = line.substr(equals + 3);
            lists[line.substr(0, equals)] = values.starts_with("bytes ")
                                                ? byte_list(std::string_view(values).substr(6))
                                                : split(values, " || ");
            continue;
        }
        const auto second = line.find(" | ", bar + 3);
        const auto want = split(line.substr(0, bar), " ");
        for (const auto& request : expand(line.substr(second + 3), lists)) {
            cases.push_back({line.substr(bar + 3, second - bar - 3), std::stoi(want[0]),
                             want[1] == "keep", repeat(request)});
        }
    }
    return cases;
}

/// A dispatcher with a health page and a form, behind a real server.
struct World : DispatcherWorld
{
    World()
    {
        router.add(test_route(http::Method::get, "/health", http::PlainHandler([](const auto&) {
                                  return http::page(200, [] { return std::string("well"); });
                              })));
        router.add(test_route(http::Method::post, "/note",
                              http::UnitHandler([](const auto&, const auto&, auto&) {
                                  return http::see_other("/health");
                              })));
        server = std::make_unique<RunningServer>(dispatcher(), clock, http::ServerSettings{});
    }
    [[nodiscard]] std::string bytes_of(const Case& one) const
    {
        auto request = one.request;
        std::size_t at = 0;
        while ((at = request.find("{H}")) != std::string::npos)
            request.replace(at, 3, "Host: " + server->host() + "\\r\\n");
        return unescape(request);
    }
    std::unique_ptr<RunningServer> server;
};

std::string statuses_of(const std::vector<RawAnswer>& answers)
{
    std::string statuses;
    for (const auto& answer : answers)
        statuses += std::to_string(answer.status) + " ";
    return statuses;
}

enum class Cut { in_one_piece, byte_by_byte };

void run_corpus(Cut cut)
{
    World world;
    const auto cases = read_corpus();
    EXPECT_GE(cases.size(), 300U);
    for (const auto& one : cases) {
        const auto bytes =
            world.bytes_of(one) + world.server->get("/health", "Connection: close\r\n");
        RawClient client(world.server->port());
        if (cut == Cut::in_one_piece) {
            client.send(bytes);
        } else {
            client.send_byte_by_byte(bytes);
        }
        const auto answers = client.read_answers();
        const auto wanted =
            one.keep ? fmt::format("{} 200 ", one.status) : fmt::format("{} ", one.status);
        EXPECT_EQ(statuses_of(answers), wanted) << one.name << ": " << one.request.substr(0, 300);
        if (answers.empty()) continue;
        EXPECT_NE(answers[0].header("Content-Security-Policy"), "") << one.name;
        EXPECT_EQ(answers[0].header("Connection"), one.keep ? "" : "close") << one.name;
    }
    std::cout << cases.size() << " cases\n";
    EXPECT_EQ(world.fatal, "");
}

TEST(Corpus, EveryAmbiguousRequestIsRefusedAndTheConnectionClosed)
{
    run_corpus(Cut::in_one_piece);
}

TEST(Corpus, HowTheBytesAreCutChangesNoVerdict)
{
    run_corpus(Cut::byte_by_byte);
}

} // namespace corpus_test
} // namespace evenhand::tests
