#pragma once

#include <QByteArray>
#include <QIODevice>

/// A request body that can be read once only. QNetworkAccessManager silently sends a POST, PATCH or
/// DELETE again where the server closes early and the body can be read again; this one says no.
class UploadBody : public QIODevice
{
public:
    explicit UploadBody(QByteArray body);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }
    bool reset() override { return false; }

    /// Whether any of the body was handed to the network: before that, the server has no complete
    /// request.
    [[nodiscard]] bool wasRead() const { return m_position > 0; }

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_position = 0;
};
