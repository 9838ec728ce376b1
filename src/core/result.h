#pragma once

#include <QString>

#include <tl/expected.hpp>

/// What an error means for the run: the kind, not the text, decides what happens next.
enum class ErrorKind {
    Cancelled, ///< a person stopped it; ends the run
    Usage, ///< wrong configuration or definition; ends the run (exit 2)
    Auth, ///< the side refused the secret; ends the run
    Storage, ///< local state, the disk or the hub's file failed; ends the run
    Blocked, ///< a guard or an identity change; ends the run, nothing is written (exit 3)
    Locked, ///< another run of the same service holds the lock or the lease (exit 5)
    NotFound, ///< missing or not shared; never evidence of a deletion
    Refused, ///< the side understood the request and said no; repeating it is useless
    Moved, ///< a precondition failed: the record changed since it was read
    Unavailable, ///< network, 5xx or 429 after all retries; certainly nothing was written
    LostAnswer, ///< a write whose outcome is unknown; settled by reading
    Malformed, ///< the answer is not what the contract promises; never "an empty list"
};

/// A failure as a value. `detail` is one plain sentence (what happened, to which record) without
/// secrets and never empty; `context` says where (added once per layer); `code` is the vendor's
/// stable code, if any
/// ("object_not_found", "23505"). `committedId` is the id of an object that a failed create made.
struct Error
{
    ErrorKind kind = ErrorKind::Malformed;
    QString detail;
    QString context;
    QString code;
    QString committedId;

    bool operator==(const Error &) const = default;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error: `return failure(ErrorKind::Auth, tr-less sentence)`.
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorKind kind, const QString &detail,
                                                   const QString &code = {})
{
    return tl::unexpected(Error{kind, detail, {}, code, {}});
}

[[nodiscard]] inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected(std::move(error));
}

/// True for the kinds that end a run; anything else fails one record and makes the run `partial`.
[[nodiscard]] constexpr bool stopsRun(ErrorKind kind)
{
    return kind == ErrorKind::Cancelled || kind == ErrorKind::Usage || kind == ErrorKind::Auth
        || kind == ErrorKind::Storage || kind == ErrorKind::Blocked || kind == ErrorKind::Locked;
}
