using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Families.Record;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class FicheSanitaire
{
    private IReadOnlyList<Refusal> _refusals = [];
    private ChangesTreated? _result;
    private bool _isBusy;
    private bool _edits;

    [Parameter]
    public int FamilyId { get; set; }

    [Parameter]
    public int ChildId { get; set; }

    // One reading, one line in the journal: the circuit takes over what the first rendering read.
    [PersistentState]
    public StaffHealthRecord? Health { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Health is null || Health.Record.Subject.Id != ChildId)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new ReadHealthRecord(ChildId));
        if (outcome.IsRefused && !outcome.IsNotFound)
        {
            (Health, _refusals) = (null, outcome.Refusals);
            return;
        }

        if (outcome.IsNotFound || outcome.Value.FamilyId != FamilyId)
        {
            Navigation.NotFound();
            return;
        }

        Health = outcome.Value;
    }

    private async Task TreatAsync((IReadOnlyList<ChangeLine> Lines, bool Accept) treat)
    {
        var reason = treat.Accept ? null : await Dialogs.AskReasonAsync(isHealth: true);
        if (!treat.Accept && reason is null)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(
                new TreatChanges([.. treat.Lines.Select(line => new SeenChange(line.Id, line.CurrentValue))], treat.Accept, reason)
            );
            _refusals = outcome.Refusals;
            _result = outcome.IsRefused ? null : outcome.Value;
            await ReadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<IReadOnlyList<Refusal>> SaveAsync(IReadOnlyList<FieldEdit> edits)
    {
        var outcome = await Sender.SendAsync(new EditRecord(FamilyId, edits));
        if (!outcome.IsRefused)
        {
            Snackbar.Add("Fiche enregistrée.", Severity.Success);
            _edits = false;
            await ReadAsync();
        }

        return outcome.Refusals;
    }
}
