using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Activities.Staff.Calendar;

public sealed partial class Fermetures
{
    private string? _shown;
    private int? _reopening;
    private bool _tell;
    private IReadOnlyList<Refusal> _refusals = [];

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [PersistentState]
    public ClosureList? List { get; set; }

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

    private async Task LoadAsync() => List = (await Sender.SendAsync(new ListClosures(PageNumber ?? 1))).Value;

    private async Task ReopenAsync(ClosureLine closure)
    {
        var outcome = await Sender.SendAsync(new ReopenDays(closure.Id, _tell));
        _refusals = outcome.Refusals;
        _reopening = null;
        if (!outcome.IsRefused)
        {
            Snackbar.Add(
                $"{Wording.Count(outcome.Value.Sessions, "séance rouverte", "séances rouvertes")}, {SetupWords.Told(outcome.Value.FamiliesTold)}.",
                Severity.Success
            );
        }

        await LoadAsync();
    }
}
