#pragma once

#include <QString>
#include <QStringList>

struct Configuration;
struct RunResult;

/// Takes secrets out of texts that leave the program: the secrets that it knows, and whatever looks
/// like one (tokens, bearer headers, passwords in addresses). The last line of defence, in front of
/// the log, the history and the terminal; nothing should need it.
class Redactor
{
public:
    explicit Redactor(const QStringList &secrets = {});
    explicit Redactor(const Configuration &configuration);

    [[nodiscard]] QString clean(QString text) const;
    /// The same for everything in a result that other systems may have had a say in.
    void clean(RunResult &result) const;

private:
    QStringList m_secrets;
};
