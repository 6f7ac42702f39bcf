#pragma once

// Many equal requests at one moment, as from a nervous finger, a proxy that retries, or a script.

#include "tests/support/load_visitor.hpp"

#include <barrier>
#include <fmt/format.h>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::tests {

/// What the answers to one request, sent many times at once, were like.
struct Storm
{
    std::set<std::string> answers;       ///< "303 /sent/…", or how it failed
    std::set<std::string> landing_pages; ///< what stood behind each, byte for byte
};

/// Sends requests in storms of `width`, each sender on a connection and from an address of its own.
class StormSenders
{
public:
    StormSenders(const load::Target& target, int width)
    {
        for (int i = 0; i < width; ++i)
            clients_.push_back(std::make_unique<load::Client>(target));
    }

    Storm send(const std::string& path, const std::string& cookie, const std::string& body)
    {
        std::vector<load::Exchange> first(clients_.size());
        std::vector<load::Exchange> then(clients_.size());
        std::barrier together(static_cast<std::ptrdiff_t>(clients_.size()));
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                first[i] = clients_[i]->send({"POST", path, cookie, body});
                const auto& location = first[i].reply.location;
                if (!location.empty()) then[i] = clients_[i]->send({"GET", location, cookie, {}});
            });
        }
        for (auto& thread : threads)
            thread.join();
        Storm storm;
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            storm.answers.insert(
                fmt::format("{} {}", first[i].reply.status, first[i].reply.location));
            storm.landing_pages.insert(then[i].reply.body);
        }
        if (++storms_ % storms_from_one_address == 0) {
            for (auto& client : clients_)
                client->move_house();
        }
        return storm;
    }

private:
    static constexpr int storms_from_one_address = 20;
    std::vector<std::unique_ptr<load::Client>> clients_;
    int storms_ = 0;
};

/// A person at the form of "ask us to call you", who will send what they typed more than once.
class CallForm
{
public:
    explicit CallForm(const load::Target& target)
    {
        load::Client client(target);
        const auto page = client.send({"GET", path, {}, {}});
        load::Jar jar;
        jar.take(page.reply);
        cookie = jar.header();
        tokens_ = load::tokens_in(page).value_or(load::Tokens{});
    }

    [[nodiscard]] std::string filled(const std::string& name) const
    {
        return load::filled(
            tokens_, {{"name", name}, {"phone", "07700 900123"}, {"times", ""}, {"language", ""}});
    }

    static constexpr const char* path = "/call-me";
    std::string cookie;

private:
    load::Tokens tokens_;
};

} // namespace evenhand::tests
