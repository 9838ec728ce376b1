#pragma once

#include <atomic>
#include <memory>

/// A request to stop, shared by whoever may ask and whoever must listen. Copies share one flag;
/// every function may be called from any thread. Tested between units of work, never inside a
/// journaled write.
class CancelToken
{
public:
    CancelToken()
        : m_flag(std::make_shared<std::atomic_bool>(false))
    { }

    void cancel() const { m_flag->store(true); }
    [[nodiscard]] bool isCancelled() const { return m_flag->load(); }

private:
    std::shared_ptr<std::atomic_bool> m_flag;
};
