using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Bunit;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Fills in a form as somebody in a hurry, and remembers what was typed.</summary>
internal static class TypedText
{
    private const string Fields = "input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=hidden]):not([disabled]), textarea:not([disabled])";

    /// <param name="form">Asked for anew each time: what was typed draws it again.</param>
    public static IReadOnlyList<string> Fill(Func<IElement> form)
    {
        for (var index = 0; index < form().QuerySelectorAll(Fields).Length; index++)
        {
            var field = form().QuerySelectorAll(Fields)[index];
            if (string.IsNullOrEmpty(ValueOf(field)))
            {
                Type(field);
            }
        }

        return Values(form());
    }

    public static IReadOnlyList<string> Values(IElement form) => [.. form.QuerySelectorAll(Fields).Select(ValueOf)];

    private static string ValueOf(IElement field) => (field is IHtmlTextAreaElement area ? area.Value : field.GetAttribute("value")) ?? "";

    private static void Type(IElement field)
    {
        var text = field.GetAttribute("type") switch
        {
            "date" => "2019-02-04",
            "month" => "2019-02",
            "time" => "08:30",
            "datetime-local" => "2019-02-04T08:30",
            "number" => "7",
            _ => field.HasAttribute("inputmode") ? "7" : "Texte",
        };
        try
        {
            field.Change(text);
        }
        catch (MissingEventHandlerException)
        {
            field.Input(text);
        }
    }
}
