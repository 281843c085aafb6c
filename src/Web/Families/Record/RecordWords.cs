using ClsPortal.Domain.Families;
using ClsPortal.Web.Shared.Dialogs;
using MudBlazor;

namespace ClsPortal.Web.Families.Record;

/// <summary>Words and dialogs that the record's screens share.</summary>
internal static class RecordWords
{
    public static string Name(RecordPart part) =>
        part switch
        {
            RecordPart.Guardian => "Responsables légaux",
            RecordPart.Child => "Enfants",
            RecordPart.Contact => "Personnes à prévenir ou habilitées",
            RecordPart.Consent => "Autorisations",
            RecordPart.Health => "Fiches sanitaires",
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };

    /// <returns>Null when staff thought better of it.</returns>
    public static async Task<string?> AskReasonAsync(this IDialogService dialogs, bool isHealth = false)
    {
        return await dialogs.AskAsync(
            "Motif du refus",
            new DialogParameters<ReasonDialog>
            {
                {
                    dialog => dialog.Explanation,
                    isHealth ? "Le motif est lu par la famille sur le portail ; l’e-mail ne le contient pas." : "Le motif est envoyé à la famille."
                },
                { dialog => dialog.Confirm, "Refuser" },
            }
        );
    }

    /// <summary>Asks why staff do something that stays in the journal.</summary>
    /// <returns>Null when staff thought better of it.</returns>
    public static Task<string?> AskWhyAsync(this IDialogService dialogs, string title, string explanation, string confirm) =>
        dialogs.AskAsync(
            title,
            new DialogParameters<ReasonDialog>
            {
                { dialog => dialog.Explanation, explanation },
                { dialog => dialog.Confirm, confirm },
                { dialog => dialog.Missing, "Indiquez le motif : il reste au journal." },
            }
        );

    private static async Task<string?> AskAsync(this IDialogService dialogs, string title, DialogParameters<ReasonDialog> parameters)
    {
        var dialog = await dialogs.ShowAsync<ReasonDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false, Data: Reason reason } ? reason.Text : null;
    }
}
