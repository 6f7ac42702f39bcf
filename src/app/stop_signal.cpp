#include "app/stop_signal.hpp"

#include "core/check.hpp"

#include <csignal>
#include <pthread.h>
#include <utility>

namespace evenhand::app {

namespace stop_signal {

/// What a waiter is told by the destructor, so that it ends without a signal from outside.
constexpr int let_go = SIGUSR1;

sigset_t waited_for()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, let_go})
        sigaddset(&set, signal);
    return set;
}

} // namespace stop_signal

void block_stop_signals()
{
    const sigset_t set = stop_signal::waited_for();
    CHECK(pthread_sigmask(SIG_BLOCK, &set, nullptr) == 0);
    CHECK(std::signal(SIGPIPE, SIG_IGN) != SIG_ERR);
}

StopSignal::StopSignal(std::function<void()> stop)
    : waiter_([stop = std::move(stop)] {
          const sigset_t set = stop_signal::waited_for();
          int signal = 0;
          if (sigwait(&set, &signal) == 0 && signal != stop_signal::let_go) stop();
      })
{
}

StopSignal::~StopSignal()
{
    // A directed signal: if the waiter has ended already, joining is all there is to do.
    pthread_kill(waiter_.native_handle(), stop_signal::let_go);
    waiter_.join();
}

} // namespace evenhand::app
