#include "http/request_log.hpp"

#include "core/check.hpp"
#include "crypto/hash.hpp"

#include <cxxabi.h>
#include <spdlog/logger.h>

#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace evenhand::http {

namespace request_log {

std::string_view name_of(Verb verb)
{
    switch (verb) {
    case Verb::get:
        return "GET";
    case Verb::head:
        return "HEAD";
    case Verb::post:
        return "POST";
    case Verb::put:
        return "PUT";
    case Verb::patch:
        return "PATCH";
    case Verb::delete_:
        return "DELETE";
    }
    fail_check("a known verb", __FILE_NAME__, __LINE__);
}

std::string_view name_of(ConnectionRefusal why)
{
    switch (why) {
    case ConnectionRefusal::head:
        return "bad head";
    case ConnectionRefusal::too_slow:
        return "too slow";
    case ConnectionRefusal::too_busy:
        return "too busy";
    case ConnectionRefusal::stopping:
        return "stopping";
    }
    fail_check("a known refusal", __FILE_NAME__, __LINE__);
}

} // namespace request_log

void note_request(spdlog::logger* log, const RequestLine& line)
{
    if (log == nullptr) return;
    log->info("{} {} {} {} {:.1f}ms {}", line.reference, request_log::name_of(line.verb),
              line.route, line.status, static_cast<double>(line.took.count()) / 1000.0, line.asker);
}

void note_refusal(spdlog::logger* log, std::string_view reference, ConnectionRefusal why,
                  int status)
{
    if (log == nullptr) return;
    log->info("{} refused: {} {}", reference, request_log::name_of(why), status);
}

void note_failure(spdlog::logger* log, std::string_view reference, std::string_view what)
{
    if (log == nullptr) return;
    log->error("{} failed: {}", reference, what);
}

std::string kind_of(const std::exception& error)
{
    const char* mangled = typeid(error).name();
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> plain(
        abi::__cxa_demangle(mangled, nullptr, nullptr, &status), &std::free);
    return status == 0 ? plain.get() : mangled;
}

std::string keyed_asker(const crypto::SecretKey& key, std::string_view address)
{
    return crypto::hmac_sha256(key, address).text().substr(0, 8);
}

} // namespace evenhand::http
