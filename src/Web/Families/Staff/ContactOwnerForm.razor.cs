using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class ContactOwnerForm
{
    private int _guardianId;
    private string _reason = "";
    private bool _isBusy;
    private bool _isVerified;
    private bool _mustVerify;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    [Parameter, EditorRequired]
    public int ContactId { get; set; }

    [PersistentState]
    public FamilyRecord? Record { get; set; }

    private ContactOwner? Owner => Record?.Owners.FirstOrDefault(owner => owner.ContactId == ContactId);

    protected override async Task OnInitializedAsync()
    {
        if (Record is null)
        {
            await ReadAsync();
        }

        await AskWhetherHiddenAsync();
        Choose();
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new GetFamilyRecord(FamilyId));
        Record = outcome.IsRefused ? null : outcome.Value;
    }

    private async Task AskWhetherHiddenAsync()
    {
        var notice = await Sender.SendAsync(new GetConfidentialNotice(FamilyId));
        _mustVerify = Owner is { GuardianId: null } && !notice.IsRefused && notice.Value is not null;
    }

    private void Choose() => _guardianId = Record?.Guardians.FirstOrDefault(guardian => guardian.Subject.Id != Owner?.GuardianId)?.Subject.Id ?? 0;

    private async Task SaveAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _refusals = (await Sender.SendAsync(new ReassignContact(FamilyId, ContactId, _guardianId, Owner?.GuardianId, _reason, _isVerified))).Refusals;
            if (_refusals.Count == 0)
            {
                Snackbar.Add("Enregistré.", Severity.Success);
                _reason = "";
            }

            // What is shown must be what the record says before the next attempt.
            if (!_refusals.Any(refusal => refusal.Field is not null))
            {
                await ReadAsync();
                await AskWhetherHiddenAsync();
                Choose();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
