using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Dialogs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Messaging.Staff.Documents;

public sealed partial class DocumentsPublies
{
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _isNew;
    private Guid? _edited;
    private string? _shown;

    [PersistentState]
    public CentreDocuments? List { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }

        _shown = Navigation.Uri;
    }

    private async Task LoadAsync() => List = (await Sender.SendAsync(new ListCentreDocuments(PageNumber ?? 1))).Value;

    private async Task DoneAsync(bool isSaved)
    {
        (_isNew, _edited) = (false, null);
        if (isSaved)
        {
            await LoadAsync();
            Snackbar.Add("Document enregistré.", Severity.Success);
        }
    }

    private async Task WithdrawAsync(CentreDocumentLine line)
    {
        var sure = await Dialogs.AskAsync(
            "Retirer ce document ?",
            $"« {line.Title} » ne sera plus visible par les familles, et le fichier sera effacé.",
            "Retirer",
            cancelText: "Garder"
        );
        if (sure)
        {
            _refusals = (await Sender.SendAsync(new WithdrawDocument(line.Id))).Refusals;
            await LoadAsync();
        }
    }

    private static (string Text, string Colour) State(CentreDocumentLine line, DateOnly today) =>
        line.VisibleFrom > today ? ("À venir", "tag-amber")
        : line.VisibleUntil < today ? ("Terminé", "tag-grey")
        : ("Visible", "tag-green");
}
