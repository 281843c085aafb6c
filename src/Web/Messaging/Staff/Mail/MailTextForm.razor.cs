using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Messaging.Staff.Mail;

public sealed partial class MailTextForm
{
    private static readonly string[] Fields = ["Subject", "Introduction", "Closing"];

    private string _subject = "";
    private string _introduction = "";
    private string _closing = "";
    private (string Subject, string Text) _shown = ("", "");
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public MailTextLine Text { get; set; } = default!;

    /// <summary>Saved, reset or closed.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_subject, _introduction, _closing) = (Text.Subject, Text.Introduction, Text.Closing);
        await PreviewAsync();
    }

    private async Task PreviewAsync() => _shown = await Preview.RenderAsync(Text.Template, _subject, _introduction, _closing);

    private async Task SaveAsync()
    {
        var outcome = await Sender.SendAsync(new SaveMailText(Text.Template, _subject, _introduction, _closing, Text.Stamp));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add("Le texte est enregistré : les prochains courriels l’utilisent.", Severity.Success);
            await OnDone.InvokeAsync();
        }
    }

    private async Task ResetAsync()
    {
        var (subject, introduction, closing) = (Text.Subject, Text.Introduction, Text.Closing);
        await Sender.SendAsync(new ResetMailText(Text.Template));
        Snackbar.Add(
            "Le texte standard est de retour.",
            Severity.Info,
            options =>
            {
                options.Action = "Reprendre mon texte";
                options.OnClick = async _ =>
                {
                    var now = (await Sender.SendAsync(new ListMailTexts())).Value.Single(line => line.Template == Text.Template);
                    await Sender.SendAsync(new SaveMailText(Text.Template, subject, introduction, closing, now.Stamp));
                    await InvokeAsync(() => OnDone.InvokeAsync());
                };
            }
        );
        await OnDone.InvokeAsync();
    }
}
