#include "gui/common/colours.h"

const Colours &Colours::light()
{
    static const Colours colours{
        .surface = QColor(0xffffff),
        .panel = QColor(0xf5f5f6),
        .text = QColor(0x1b1d21),
        .muted = QColor(0x5d626d),
        .line = QColor(0xdcdee3),
        .border = QColor(0x7c8089),
        .accent = QColor(0x2463cc),
        .onAccent = QColor(0xffffff),
        .selection = QColor(0xdbe8fc),
        .hover = QColor(0xeceef2),
        .good = QColor(0x17713d),
        .warning = QColor(0x8a5200),
        .bad = QColor(0xb3262f),
        .createdTint = QColor(0xe5f5ea),
        .updatedTint = QColor(0xfff6df),
        .deletedTint = QColor(0xfce8e8),
    };
    return colours;
}

const Colours &Colours::dark()
{
    static const Colours colours{
        .surface = QColor(0x25282d),
        .panel = QColor(0x1f2125),
        .text = QColor(0xe8eaee),
        .muted = QColor(0xadb3be),
        .line = QColor(0x393d45),
        .border = QColor(0x868c98),
        .accent = QColor(0x7dadff),
        .onAccent = QColor(0x10151f),
        .selection = QColor(0x2d3b55),
        .hover = QColor(0x30343b),
        .good = QColor(0x6fd19a),
        .warning = QColor(0xecb452),
        .bad = QColor(0xff9a9f),
        .createdTint = QColor(0x21382b),
        .updatedTint = QColor(0x3c3521),
        .deletedTint = QColor(0x40282b),
    };
    return colours;
}

const Colours &Colours::of(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? dark() : light();
}

QPalette Colours::palette() const
{
    QPalette palette(text, panel, hover, border, muted, text, text, surface, panel);
    palette.setColor(QPalette::Button, surface);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::AlternateBase, panel);
    palette.setColor(QPalette::ToolTipBase, panel);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    for (const QPalette::ColorRole role :
         {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    return palette;
}
