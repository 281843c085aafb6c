using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Access.Staff;

public sealed partial class GuardianAccessCard
{
    private IReadOnlyList<Refusal> _refusals = [];
    private Invited? _invited;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    /// <summary>Read again whenever the page that holds the card was.</summary>
    [Parameter, EditorRequired]
    public object Version { get; set; } = default!;

    private object? _read;

    [PersistentState]
    public IReadOnlyList<GuardianAccess>? Items { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _read is null && Items is not null;
        if (!ReferenceEquals(_read, Version))
        {
            _read = Version;
            if (!restored)
            {
                await ReadAsync();
            }
        }
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new ListGuardianAccess(FamilyId));
        Items = outcome.IsRefused ? [] : outcome.Value;
    }

    private static string State(GuardianAccess guardian) =>
        guardian switch
        {
            { HasLogin: true } => "a une connexion",
            { Email: null } => "sans adresse e-mail : ne peut pas être invité",
            { InvitationId: null } => "pas encore de connexion",
            { IsExpired: true } => "invitation périmée",
            _ => $"invitation valable jusqu’au {guardian.ExpiresAt?.Short()}",
        };

    private async Task InviteAsync(GuardianAccess guardian)
    {
        _isBusy = true;
        var outcome = await Sender.SendAsync<Invited>(
            guardian.InvitationId is { } open ? new SendInvitationAgain(open, Address.Uri) : new InviteGuardian(guardian.GuardianId, Address.Uri)
        );
        _isBusy = false;
        _refusals = outcome.Refusals;
        _invited = outcome.IsRefused ? null : outcome.Value;
        if (_invited is { Link: null } sent)
        {
            Snackbar.Add($"L’invitation part à l’adresse {sent.Email}.", Severity.Success);
        }

        await ReadAsync();
    }
}
