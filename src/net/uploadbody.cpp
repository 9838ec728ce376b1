#include "net/uploadbody.h"

#include <algorithm>
#include <cstring>

UploadBody::UploadBody(QByteArray body)
    : m_body(std::move(body))
{
    // Unbuffered, so that no byte is read ahead of the network's demand.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadBody::bytesAvailable() const
{
    return m_body.size() - m_position + QIODevice::bytesAvailable();
}

qint64 UploadBody::readData(char *data, qint64 maximum)
{
    const qint64 count = std::min<qint64>(maximum, m_body.size() - m_position);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_position, static_cast<size_t>(count));
    m_position += count;
    return count;
}
