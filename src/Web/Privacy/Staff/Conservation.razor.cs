using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Privacy.Staff;

public sealed partial class Conservation
{
    private int?[] _months = [];
    private IReadOnlyList<Refusal> _refusals = [];

    [PersistentState]
    public RetentionSettings? Settings { get; set; }

    private IReadOnlyList<string> _fields => [.. Enumerable.Range(0, _months.Length).Select(index => $"Delays[{index}]")];

    protected override async Task OnInitializedAsync()
    {
        if (Settings is null)
        {
            await LoadAsync();
        }

        _months = [.. Settings!.Lines.Select(line => (int?)line.Months)];
    }

    private async Task LoadAsync() => Settings = (await Sender.SendAsync(new GetRetention())).Value;

    private async Task SaveAsync()
    {
        var outcome = await Sender.SendAsync(
            new SaveRetention([.. Settings!.Lines.Select((line, index) => new RetentionChoice(line.Data, _months[index] ?? 0))], Settings.Stamp)
        );
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add("Les durées sont enregistrées.", Severity.Success);
            await LoadAsync();
        }
    }

    private static string Name(RetainedData data) =>
        data switch
        {
            RetainedData.HealthRecords => "Fiches sanitaires, après la dernière séance de l’enfant",
            RetainedData.DepositedFiles => "Documents déposés, après la dernière séance de l’enfant",
            RetainedData.FamilyRecords => "Dossiers de famille, après leur dernière séance et leur dernière visite",
            RetainedData.Enrolments => "Demandes et inscriptions, après la séance",
            RetainedData.Messages => "Messages échangés avec les familles",
            RetainedData.Mails => "Trace des courriels envoyés",
            RetainedData.Invoices => "Factures et paiements, après leur exercice",
            RetainedData.RefusedFiles => "Pièces refusées ou périmées",
            RetainedData.RecordChanges => "Demandes de modification du dossier, une fois traitées",
            RetainedData.Logins => "Connexions inutilisées, et invitations",
            RetainedData.AuditLog => "Journal des actes du personnel",
            _ => throw new ArgumentOutOfRangeException(nameof(data)),
        };
}
