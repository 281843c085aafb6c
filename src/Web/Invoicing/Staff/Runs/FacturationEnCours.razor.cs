using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Runs;

public sealed partial class FacturationEnCours
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private bool _isBusy;
    private string? _shown;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter]
    public int RunId { get; set; }

    [PersistentState]
    public InvoiceRunDesk? Desk { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "point")]
    private string? AnomalyName { get; set; }

    [SupplyParameterFromQuery(Name = "etat")]
    private string? StatusName { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private RunAnomalies Anomaly => Enum.TryParse<RunAnomalies>(AnomalyName, out var anomaly) ? anomaly : RunAnomalies.None;

    private RunFamilyStatus? Status => Enum.TryParse<RunFamilyStatus>(StatusName, out var status) && Enum.IsDefined(status) ? status : null;

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && Desk is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = WatchAsync(_gone.Token);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    // The portal, or a colleague, works on it: the screen follows while it is open.
    private async Task WatchAsync(CancellationToken gone)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause);
            while (await timer.WaitForNextTickAsync(gone))
            {
                if (Desk is { Status: not (InvoiceRunStatus.Done or InvoiceRunStatus.Discarded) } && !_isBusy)
                {
                    await InvokeAsync(async () =>
                    {
                        await LoadAsync();
                        StateHasChanged();
                    });
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LoadAsync()
    {
        var outcome = await Sender.SendAsync(new GetInvoiceRun(RunId, French.Searched(Search), Anomaly, Status, PageNumber ?? 1), _gone.Token);
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Desk = outcome.Value;
    }

    private async Task IssueAsync()
    {
        var waiting = Desk!.Of(RunFamilyStatus.Waiting);
        var sure = await Dialogs.AskAsync(
            "Émettre les factures ?",
            $"{(waiting.Families == 1 ? "1 facture" : $"{waiting.Families} factures")}, {waiting.Cents.Euros()} au total. Une facture émise ne se corrige "
                + "plus que par un avoir.",
            "Émettre",
            cancelText: "Pas encore"
        );
        if (sure)
        {
            await SendAsync(new IssueInvoiceRun(RunId, waiting.Families, waiting.Cents));
        }
    }

    private async Task CloseAsync()
    {
        var issued = Desk!.Of(RunFamilyStatus.Issued).Families;
        var sure = await Dialogs.AskAsync(
            issued > 0 ? "Terminer cette facturation ?" : "Abandonner cette facturation ?",
            issued > 0
                ? "Les familles qui restent ne sont pas facturées ; leurs séances seront proposées à la prochaine facturation de ce mois."
                : "Rien n’a été émis ; vous pourrez recommencer.",
            issued > 0 ? "Terminer" : "Abandonner",
            cancelText: "Revenir"
        );
        if (sure)
        {
            await SendAsync(new CloseInvoiceRun(RunId));
        }
    }

    private async Task SendAsync(MediatR.IRequest<Outcome<Done>> command)
    {
        _isBusy = true;
        try
        {
            _refusals = (await Sender.SendAsync(command)).Refusals;
            await LoadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
