using MudBlazor;

namespace ClsPortal.Web.Shared.Dialogs;

/// <summary>Asks before an act.</summary>
internal static class Ask
{
    /// <returns>True when the person wants it; false when not, or when the question was closed.</returns>
    public static async Task<bool> AskAsync(this IDialogService dialogs, string title, string text, string yesText, string cancelText)
    {
        var parameters = new DialogParameters<AskDialog>
        {
            { dialog => dialog.Text, text },
            { dialog => dialog.Yes, yesText },
            { dialog => dialog.No, cancelText },
        };
        var asked = await dialogs.ShowAsync<AskDialog>(title, parameters);
        return await asked.Result is { Canceled: false };
    }
}
