using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>
/// Opens every page of the demonstration, sends every form on it, presses every button once and sends what appears. Nothing is written: each
/// use case that would refuses, field by field, and the tour looks at how that is told.
/// </summary>
internal sealed class FormTour(DemoPortal portal, Func<Type, string, bool> hasNoField)
{
    private readonly HashSet<string> _pressed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Components that were on a screen whose form was sent, or whose button sent something.</summary>
    public SortedSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Faults { get; } = new(StringComparer.Ordinal);

    public async Task VisitAsync(PageAddress address)
    {
        foreach (var label in await OnAsync(address, null))
        {
            if (_pressed.Add($"{address.Page.Name} {label}"))
            {
                await OnAsync(address, label);
            }
        }
    }

    /// <returns>The buttons of the page as it opened.</returns>
    private async Task<IReadOnlyList<string>> OnAsync(PageAddress address, string? press)
    {
        IReadOnlyList<string> labels = [];
        var where = press is null ? address.Template : $"{address.Template}, « {press} »";
        try
        {
            await using var screen = await PortalScreen.OpenAsync(portal, address);
            labels = [.. Buttons(screen.Page).Select(Label).Distinct(StringComparer.Ordinal)];
            if (press is not null)
            {
                await RefusedAsync(screen, where, alsoReads: false, () => Buttons(screen.Page).First(button => Label(button) == press).Click());
            }

            if (screen.Dialogs.FindAll(".mud-dialog").Count > 0)
            {
                await AnswerAsync(screen, where);
            }

            var forms = screen.Page.FindAll("form:not([method])").Count;
            for (var index = 0; index < forms; index++)
            {
                if (_sent.Add($"{address.Page.Name} {FieldNames(screen.Page.FindAll("form:not([method])")[index])}"))
                {
                    await SendAsync(screen, $"{where}, form {index + 1}", index);
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Faults.Add($"{where}: {exception.GetType().Name} {exception.Message.Split('\n')[0]}");
        }

        return labels;
    }

    private async Task SendAsync(PortalScreen screen, string where, int index)
    {
        IElement Form() => screen.Page.FindAll("form:not([method])")[index];

        var typed = TypedText.Fill(Form);
        var names = Components(screen);
        var sent = await RefusedAsync(screen, where, alsoReads: true, () => Form().Submit());
        if (!TypedText.Values(Form()).SequenceEqual(typed))
        {
            Add(where, "what was typed is gone");
        }

        if (!sent && screen.Page.FindAll(".field-error").Count == 0)
        {
            Add(where, "nothing was sent, and nothing said");
        }

        Seen.UnionWith(names);
    }

    // The same fault of a form is told once, wherever it was met first.
    private void Add(string where, string fault)
    {
        if (_told.Add(fault))
        {
            Faults.Add($"{where}: {fault}");
        }
    }

    // A dialog is answered by its last button, whatever it asks.
    private async Task AnswerAsync(PortalScreen screen, string where)
    {
        IElement Dialog() => screen.Dialogs.Find(".mud-dialog");

        TypedText.Fill(Dialog);
        Seen.UnionWith(Components(screen));
        await RefusedAsync(
            screen,
            where + ", dialog",
            alsoReads: true,
            () => Dialog().QuerySelectorAll("button").Last(button => !button.HasAttribute("disabled")).Click()
        );
    }

    private async Task<bool> RefusedAsync(PortalScreen screen, string where, bool alsoReads, Action act)
    {
        portal.Refusing.Sent.Clear();
        (portal.Refusing.IsOn, portal.Refusing.AlsoReads) = (true, alsoReads);
        try
        {
            act();
            await screen.SettleAsync();
        }
        finally
        {
            portal.Refusing.IsOn = false;
        }

        var shown = screen.All;
        foreach (var fault in FieldMarks.Unmarked(shown).Concat(portal.Refusing.Sent.SelectMany(refused => FieldMarks.Untold(shown, refused, hasNoField))))
        {
            Add(where, fault);
        }

        return portal.Refusing.Sent.Count > 0;
    }

    private static IEnumerable<IElement> Buttons(IRenderedComponent<IComponent> page) =>
        page.FindAll("button[type=button]:not([disabled])")
            .Where(button => button.Attributes.Any(attribute => attribute.Name.StartsWith("blazor:onclick", StringComparison.Ordinal)));

    // With a row more it is another form.
    private static string FieldNames(IElement form) => string.Join(' ', form.QuerySelectorAll("input, textarea, select").Select(field => field.Id));

    private static string Label(IElement button) =>
        string.Concat(button.ChildNodes.Where(node => node.NodeType == NodeType.Text).Select(node => node.TextContent)).Trim();

    private static IEnumerable<string> Components(PortalScreen screen) =>
        screen
            .Page.FindComponents<ComponentBase>()
            .Concat(screen.Dialogs.FindComponents<ComponentBase>())
            .Where(component => !component.IsDisposed)
            .Select(component => component.Instance.GetType().Name);
}
