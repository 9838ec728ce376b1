#include "gui/conflicts/paragraphpicker.h"
#include "gui/conflicts/valuedialog.h"
#include "support/fakesession.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

FieldDefinition fieldOf(FieldType type)
{
    FieldDefinition field = fakeService(u"tasks"_s).fields[1];
    field.type = type;
    if (type == FieldType::Choice || type == FieldType::Tags)
        field.mapping[0]
            = QJsonObject{{u"map"_s, QJsonObject{{u"High"_s, u"high"_s}, {u"Low"_s, u"low"_s}}}};
    return field;
}

/// The dialog as a person sees it.
struct Asked
{
    explicit Asked(const ValueQuestion &question)
        : dialog(question)
    {
        QObject::connect(&dialog, &ValueDialog::valueTaken, &dialog,
                         [this](const Value &value) { taken = value; });
        dialog.show();
    }
    explicit Asked(FieldType type, const Value &value = {})
        : Asked(ValueQuestion{u"A"_s, fieldOf(type), value, {}, false, {}})
    { }

    template <typename Widget>
    Widget &child(const char *name)
    {
        return *dialog.findChild<Widget *>(QLatin1String(name));
    }
    QPushButton &ok() { return *child<QDialogButtonBox>("buttons").button(QDialogButtonBox::Ok); }
    QString reason() { return child<QLabel>("reasonLabel").text(); }
    std::optional<Value> accept()
    {
        ok().click();
        return taken;
    }

    ValueDialog dialog;
    std::optional<Value> taken;
};

ValueQuestion textQuestion()
{
    return {u"A"_s,
            fieldOf(FieldType::Text),
            {},
            {{u"Was"_s, u"one\n\ntwo\n\nthree"_s},
             {u"Notion"_s, u"ONE\n\ntwo\n\nthree"_s},
             {u"Hub"_s, u"one\n\ntwo\n\n3\n\nfour"_s}},
            true,
            {}};
}

} // namespace

class TestValueDialog : public QObject
{
    Q_OBJECT

private slots:
    void a15_fitsEveryType_data();
    void a15_fitsEveryType();
    void a15_saysWhyItDoesNotFit_data();
    void a15_saysWhyItDoesNotFit();
    void a15_choiceOffersTheNamesOfNotion();
    void a15_listHasTicksAndTakesAnother();
    void a15_dateBeginsWithWhatIsChosen();
    void a15_emptiesWhatMayBeEmpty();
    void a15_requiredFieldCannotBeEmptied();
    void a18_picksWhatOneSideAloneChanged();
    void a18_conflictingPlaceAsks();
    void a18_resultCanBeTypedOver();
    void a18_keysPick();
};

void TestValueDialog::a15_fitsEveryType_data()
{
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<Value>("value");
    QTest::newRow("text") << FieldType::Text << u" two\nlines"_s << Value::text(u" two\nlines"_s);
    QTest::newRow("whole number") << FieldType::Integer << u"12"_s << Value::number(12.0);
    QTest::newRow("number") << FieldType::Number << u"1.5"_s << Value::number(1.5);
    QTest::newRow("option by its name") << FieldType::Choice << u"high"_s << Value::text(u"high"_s);
    QTest::newRow("list") << FieldType::Tags << u"Low\nHigh"_s << Value::set({u"high"_s, u"low"_s});
    QTest::newRow("json") << FieldType::Json << u"{\"a\":1}"_s
                          << Value::json(QJsonObject{{u"a"_s, 1}});
    QTest::newRow("nothing") << FieldType::Number << u" "_s << Value::null();
}

void TestValueDialog::a15_fitsEveryType()
{
    QFETCH(const FieldType, type);
    QFETCH(const QString, typed);
    QFETCH(const Value, value);
    const TypedValue parsed = parseTyped(fieldOf(type), typed);
    QVERIFY2(parsed.value, qPrintable(parsed.reason));
    QCOMPARE(parsed.value->toTaggedJson(), value.toTaggedJson());
    QCOMPARE(parseTyped(fieldOf(type), typedText(fieldOf(type), value)).value->toTaggedJson(),
             value.toTaggedJson());
}

void TestValueDialog::a15_saysWhyItDoesNotFit_data()
{
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no number") << FieldType::Number << u"many"_s << u"“many” is not a number."_s;
    QTest::newRow("half") << FieldType::Integer << u"1.5"_s
                          << u"This field takes whole numbers only."_s;
    QTest::newRow("no option") << FieldType::Choice << u"Top"_s
                               << u"“Top” is none of its options: High, Low."_s;
    QTest::newRow("no option in a list")
        << FieldType::Tags << u"High\nTop"_s << u"“Top” is none of its options: High, Low."_s;
}

void TestValueDialog::a15_saysWhyItDoesNotFit()
{
    QFETCH(const FieldType, type);
    QFETCH(const QString, typed);
    QFETCH(const QString, reason);
    const TypedValue parsed = parseTyped(fieldOf(type), typed);
    QVERIFY(!parsed.value);
    QCOMPARE(parsed.reason, reason);
    QVERIFY(!parseTyped(fieldOf(FieldType::Json), u"{"_s).value);
}

void TestValueDialog::a15_choiceOffersTheNamesOfNotion()
{
    Asked asked(FieldType::Choice, Value::text(u"low"_s));
    auto &box = asked.child<QComboBox>("choiceBox");
    QCOMPARE(box.currentText(), u"Low"_s);
    QCOMPARE(box.count(), 2);
    box.setEditText(u"Middling"_s);
    QVERIFY(!asked.ok().isEnabled());
    QVERIFY(asked.reason().contains(u"none of its options"_s));
    box.setCurrentIndex(0);
    QCOMPARE(asked.accept(), std::optional(Value::text(u"high"_s)));
}

void TestValueDialog::a15_listHasTicksAndTakesAnother()
{
    FieldDefinition field = fieldOf(FieldType::Tags);
    field.mapping[0] = QJsonObject();
    Asked asked(ValueQuestion{u"A"_s, field, Value::set({u"a"_s}), {}, false, {u"b"_s}});
    auto &list = asked.child<QListWidget>("optionList");
    QCOMPARE(list.count(), 2);
    list.item(1)->setCheckState(Qt::Checked);
    asked.child<QLineEdit>("addEdit").setText(u"c"_s);
    asked.child<QPushButton>("addButton").click();
    QCOMPARE(asked.accept(), std::optional(Value::set({u"a"_s, u"b"_s, u"c"_s})));
}

void TestValueDialog::a15_dateBeginsWithWhatIsChosen()
{
    Asked asked(FieldType::Date, Value::date(QDate(2026, 12, 4)));
    auto &edit = asked.child<QDateEdit>("dateEdit");
    QCOMPARE(edit.date(), QDate(2026, 12, 4));
    edit.setDate(QDate(2026, 12, 5));
    QCOMPARE(asked.accept(), std::optional(Value::date(QDate(2026, 12, 5))));
}

void TestValueDialog::a15_emptiesWhatMayBeEmpty()
{
    Asked asked(FieldType::Number, Value::number(3.0));
    asked.child<QLineEdit>("lineEdit").setText(u"wrong"_s);
    QVERIFY(!asked.ok().isEnabled());
    asked.child<QCheckBox>("emptyBox").setChecked(true);
    QCOMPARE(asked.accept(), std::optional(Value::null()));
}

void TestValueDialog::a15_requiredFieldCannotBeEmptied()
{
    FieldDefinition field = fieldOf(FieldType::Text);
    field.required = true;
    Asked asked(ValueQuestion{u"A"_s, field, Value::text(u"x"_s), {}, false, {}});
    QVERIFY(!asked.child<QCheckBox>("emptyBox").isVisible());
    asked.child<QPlainTextEdit>("textEdit").setPlainText(u" "_s);
    QVERIFY(!asked.ok().isEnabled());
    QCOMPARE(asked.reason(), u"This field may not be empty."_s);
}

void TestValueDialog::a18_picksWhatOneSideAloneChanged()
{
    Asked asked(textQuestion());
    QVERIFY(asked.child<ParagraphPicker>("paragraphPicker").isVisible());
    QCOMPARE(asked.child<ParagraphPicker>("paragraphPicker").openCount(), 0);
    QCOMPARE(asked.accept(), std::optional(Value::text(u"ONE\n\ntwo\n\n3\n\nfour"_s)));
}

void TestValueDialog::a18_conflictingPlaceAsks()
{
    ValueQuestion question = textQuestion();
    question.versions[1].text = u"ONE\n\ntwo\n\nIII"_s;
    Asked asked(question);
    auto &picker = asked.child<ParagraphPicker>("paragraphPicker");
    QCOMPARE(picker.openCount(), 1);
    QCOMPARE(picker.result(), u"ONE\n\ntwo\n\nthree"_s);
    QCOMPARE(asked.reason(), u"One place is not picked yet; it stands below as it was."_s);
    picker.pick(1, 2);
    QCOMPARE(picker.openCount(), 0);
    QVERIFY(asked.reason().isEmpty());
    picker.pick(0, 0);
    QCOMPARE(asked.accept(), std::optional(Value::text(u"one\n\ntwo\n\n3\n\nfour"_s)));
}

void TestValueDialog::a18_resultCanBeTypedOver()
{
    Asked asked(textQuestion());
    auto &edit = asked.child<QPlainTextEdit>("textEdit");
    edit.setPlainText(u"my own"_s);
    asked.child<ParagraphPicker>("paragraphPicker").pick(0, 0);
    QVERIFY(edit.toPlainText().startsWith(u"one"_s));
    edit.undo();
    QCOMPARE(asked.accept(), std::optional(Value::text(u"my own"_s)));
}

void TestValueDialog::a18_keysPick()
{
    Asked asked(textQuestion());
    auto &picker = asked.child<ParagraphPicker>("paragraphPicker");
    picker.setCurrentCell(0, 2);
    QTest::keyClick(&picker, Qt::Key_Space);
    QVERIFY(picker.result().startsWith(u"one\n"_s));
    QCOMPARE(picker.item(0, 2)->data(Qt::AccessibleTextRole).toString(), u"one, chosen"_s);
}

QTEST_MAIN(TestValueDialog)
#include "tst_valuedialog.moc"
