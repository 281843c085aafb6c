using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Shared.Ui;

/// <summary>
/// The pictures of the portal: outlines of Tabler Icons (MIT), in the colour of the text beside them. A picture never says what no word says, so that
/// none is read aloud.
/// </summary>
internal static class Picture
{
    public static readonly MarkupString Home = Draw("M5 12l-2 0l9-9l9 9l-2 0M5 12v7a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-7M9 21v-6a2 2 0 0 1 2-2h2a2 2 0 0 1 2 2v6");

    public static readonly MarkupString Enrol = Draw("M12.5 21h-6.5a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v5M16 3v4M8 3v4M4 11h16M16 19h6M19 16v6");

    public static readonly MarkupString Invoice = Draw(
        "M5 21v-16a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v16l-3-2l-2 2l-2-2l-2 2l-2-2l-3 2M15 7.8c-.523-.502-1.172-.8-1.875-.8c-1.727 0-3.125 1.791"
            + "-3.125 4s1.398 4 3.125 4c.703 0 1.352-.298 1.874-.8M9 11h4"
    );

    public static readonly MarkupString Message = Draw(
        "M3 20l1.3-3.9c-2.324-3.437-1.426-7.872 2.1-10.374c3.526-2.501 8.59-2.296 11.845 .48c3.255 2.777 3.695 7.266 1.029 10.501c-2.666 3."
            + "235-7.615 4.215-11.574 2.293l-4.7 1"
    );

    public static readonly MarkupString Menu = Draw("M4 6l16 0M4 12l16 0M4 18l16 0");

    public static readonly MarkupString SignOut = Draw("M14 8v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-2M9 12h12l-3-3M18 15l3-3");

    public static readonly MarkupString Security = Draw(
        "M12 3a12 12 0 0 0 8.5 3a12 12 0 0 1-8.5 15a12 12 0 0 1-8.5-15a12 12 0 0 0 8.5-3M11 11a1 1 0 1 0 2 0a1 1 0 1 0-2 0M12 12l0 2.5"
    );

    public static readonly MarkupString Requests = Draw("M9.615 20h-2.615a2 2 0 0 1-2-2v-12a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v8M14 19l2 2l4-4M9 8h4M9 12h2");

    public static readonly MarkupString Dashboard = Draw(
        "M5 4h4a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1M5 16h4a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-2a1 "
            + "1 0 0 1 1-1M15 12h4a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1M15 4h4a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-4a1 1 0 "
            + "0 1-1-1v-2a1 1 0 0 1 1-1"
    );

    public static readonly MarkupString Presence = Draw("M8 7a4 4 0 1 0 8 0a4 4 0 0 0-8 0M6 21v-2a4 4 0 0 1 4-4h4M15 19l2 2l4-4");

    public static readonly MarkupString Pay = Draw("M3 8a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-12a3 3 0 0 1-3-3l0-8M3 10l18 0M7 15l.01 0M11 15l2 0");

    public static readonly MarkupString Users = Draw(
        "M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M3 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2M16 3.13a4 4 0 0 1 0 7.75M21 21v-2a4 4 0 0 0-3-3.85"
    );

    // One path for all strokes of a picture.
    private static MarkupString Draw(string strokes) => new($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{strokes}\"/></svg>");
}
