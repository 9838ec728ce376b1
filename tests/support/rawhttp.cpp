#include "support/rawhttp.h"

#include <QByteArrayList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace {

constexpr int bufferSize = 65536;

} // namespace

RawSocket::RawSocket(int descriptor)
    : m_descriptor(descriptor)
{
    const int on = 1;
    if (isOpen())
        setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawSocket::~RawSocket()
{
    close();
}

RawSocket::RawSocket(RawSocket &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{ }

RawSocket &RawSocket::operator=(RawSocket &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

RawSocket RawSocket::connectTo(quint16 port)
{
    RawSocket connection(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(connection.m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address)
        != 0)
        connection.close();
    return connection;
}

bool RawSocket::send(const QByteArray &bytes) const
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(m_descriptor, bytes.constData() + sent,
                                  std::size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

void RawSocket::close()
{
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

void RawSocket::reset()
{
    const linger now{1, 0};
    if (isOpen())
        setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

QByteArray RawSocket::receive() const
{
    QByteArray bytes(bufferSize, Qt::Uninitialized);
    const auto count = recv(m_descriptor, bytes.data(), std::size_t(bytes.size()), 0);
    bytes.truncate(count > 0 ? qsizetype(count) : 0);
    return bytes;
}

QByteArray HttpMessage::header(const QByteArray &name) const
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray HttpMessage::word(int number) const
{
    return head.left(head.indexOf("\r\n")).split(' ').value(number);
}

HttpMessage HttpMessage::withBody(const QByteArray &newBody) const
{
    QList<QByteArray> lines = head.split('\n');
    lines.removeIf(
        [](const QByteArray &line) { return line.toLower().startsWith("content-length:"); });
    lines.insert(1, "Content-Length: " + QByteArray::number(newBody.size()) + '\r');
    return {lines.join('\n'), newBody};
}

bool HttpReader::fill()
{
    const QByteArray more = m_socket.receive();
    m_buffer += more;
    return !more.isEmpty();
}

std::optional<HttpMessage> HttpReader::read()
{
    qsizetype end = m_buffer.indexOf("\r\n\r\n");
    while (end < 0) {
        if (!fill())
            return std::nullopt;
        end = m_buffer.indexOf("\r\n\r\n");
    }
    HttpMessage message{m_buffer.left(end + 4), {}};
    m_buffer.remove(0, end + 4);
    const qsizetype length = message.header("Content-Length").toLongLong();
    while (m_buffer.size() < length)
        if (!fill())
            return std::nullopt;
    message.body = m_buffer.left(length);
    m_buffer.remove(0, length);
    return message;
}
