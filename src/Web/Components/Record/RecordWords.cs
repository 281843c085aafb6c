using ClsPortal.Application.Families;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Web.Components.Staff;
using MudBlazor;

namespace ClsPortal.Web.Components.Record;

/// <summary>Words and dialogs that the record's screens share.</summary>
internal static class RecordWords
{
    public static string Name(RecordPart part) => part switch
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
        var parameters = new DialogParameters<ReasonDialog>
        {
            { dialog => dialog.Explanation, isHealth ? "Le motif est lu par la famille sur le portail ; l’e-mail ne le contient pas." : "Le motif est envoyé à la famille." },
            { dialog => dialog.Confirm, "Refuser" },
        };
        var dialog = await dialogs.ShowAsync<ReasonDialog>("Motif du refus", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false, Data: Reason reason } ? reason.Text : null;
    }
}
