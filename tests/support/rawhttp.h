#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

/// A connected TCP socket that closes itself; movable, not copyable. Blocking; a socket that was
/// shut down from another thread makes every call fail at once.
class RawSocket
{
public:
    explicit RawSocket(int descriptor = -1);
    ~RawSocket();
    RawSocket(RawSocket &&other) noexcept;
    RawSocket &operator=(RawSocket &&other) noexcept;
    RawSocket(const RawSocket &) = delete;
    RawSocket &operator=(const RawSocket &) = delete;

    /// To a port on 127.0.0.1; not open if nobody listens.
    [[nodiscard]] static RawSocket connectTo(quint16 port);

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] bool send(const QByteArray &bytes) const;

    /// Closes with FIN, or with RST so that the peer sees "connection reset".
    void close();
    void reset();

    /// The next bytes, up to 64 KiB; empty at the end or on failure.
    [[nodiscard]] QByteArray receive() const;

private:
    int m_descriptor;
};

/// One HTTP/1.1 message as it travelled: start line and headers, and the body by Content-Length.
struct HttpMessage
{
    QByteArray head; ///< with the empty line that ends it
    QByteArray body;

    /// The value of a header, case-insensitively; empty if absent.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;

    /// The words of the first line: method and target, or version and status.
    [[nodiscard]] QByteArray word(int number) const;
    [[nodiscard]] QByteArray bytes() const { return head + body; }

    /// The same message with another body and the Content-Length that fits.
    [[nodiscard]] HttpMessage withBody(const QByteArray &newBody) const;
};

/// Reads whole messages from one connection; keeps what belongs to the next one.
class HttpReader
{
public:
    explicit HttpReader(const RawSocket &socket)
        : m_socket(socket)
    { }

    /// Nothing if the peer closed or the message ended early.
    [[nodiscard]] std::optional<HttpMessage> read();

private:
    bool fill();

    const RawSocket &m_socket;
    QByteArray m_buffer;
};
