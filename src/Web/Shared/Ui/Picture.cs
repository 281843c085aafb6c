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

    public static readonly MarkupString Week = Draw(
        "M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-12M16 3v4M8 3v4M4 11h16M7 14h.013M10.01 14h.005M13.01 14h."
            + "005M16.015 14h.005M13.015 17h.005M7.01 17h.005M10.01 17h.005"
    );

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

    public static readonly MarkupString Document = Draw(
        "M14 3v4a1 1 0 0 0 1 1h4M17 21h-10a2 2 0 0 1-2-2v-14a2 2 0 0 1 2-2h7l5 5v11a2 2 0 0 1-2 2M9 9l1 0M9 13l6 0M9 17l6 0"
    );

    public static readonly MarkupString Bus = Draw(
        "M4 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M16 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0M4 17h-2v-11a1 1 0 0 1 1-1h14a5 7 0 0 1 5 7v5h-2m-4 0h-8M16 5l1"
            + ".5 7l4.5 0M2 10l15 0M7 5l0 5M12 5l0 5"
    );

    public static readonly MarkupString Phone = Draw("M5 4h4l2 5l-2.5 1.5a11 11 0 0 0 5 5l1.5-2.5l5 2v4a2 2 0 0 1-2 2a16 16 0 0 1-15-15a2 2 0 0 1 2-2");

    public static readonly MarkupString Mail = Draw("M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10M3 7l9 6l9-6");

    public static readonly MarkupString Bell = Draw(
        "M10 5a2 2 0 1 1 4 0a7 7 0 0 1 4 6v3a4 4 0 0 0 2 3h-16a4 4 0 0 0 2-3v-3a7 7 0 0 1 4-6M9 17v1a3 3 0 0 0 6 0v-1"
    );

    public static readonly MarkupString Done = Draw("M5 12l5 5l10-10");

    public static readonly MarkupString Waiting = Draw("M3 12a9 9 0 1 0 18 0a9 9 0 0 0-18 0M12 7v5l3 3");

    public static readonly MarkupString Next = Draw("M9 6l6 6l-6 6");

    public static readonly MarkupString Pay = Draw("M3 8a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-12a3 3 0 0 1-3-3l0-8M3 10l18 0M7 15l.01 0M11 15l2 0");

    public static readonly MarkupString Download = Draw("M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2M7 11l5 5l5-5M12 4l0 12");

    public static readonly MarkupString School = Draw("M22 9l-10-4l-10 4l10 4l10-4v6M6 10.6v5.4a6 3 0 0 0 12 0v-5.4");

    public static readonly MarkupString Play = Draw(
        "M5 18v-6a6 6 0 0 1 6-6h2a6 6 0 0 1 6 6v6a3 3 0 0 1-3 3h-8a3 3 0 0 1-3-3M10 6v-1a2 2 0 1 1 4 0v1M9 21v-4a2 2 0 0 1 2-2h2a2 2 0 0 1 " + "2 2v4M11 10h2"
    );

    public static readonly MarkupString Holiday = Draw(
        "M14.828 14.828a4 4 0 1 0-5.656-5.656a4 4 0 0 0 5.656 5.656M6.343 17.657l-1.414 1.414M6.343 6.343l-1.414-1.414M17.657 6.343l1.414-1"
            + ".414M17.657 17.657l1.414 1.414M4 12h-2M12 4v-2M20 12h2M12 20v2"
    );

    public static readonly MarkupString Users = Draw(
        "M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M3 21v-2a4 4 0 0 1 4-4h4a4 4 0 0 1 4 4v2M16 3.13a4 4 0 0 1 0 7.75M21 21v-2a4 4 0 0 0-3-3.85"
    );

    // One path for all strokes of a picture.
    private static MarkupString Draw(string strokes) => new($"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{strokes}\"/></svg>");
}
