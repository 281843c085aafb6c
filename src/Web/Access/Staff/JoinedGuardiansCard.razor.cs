using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Access.Staff;

public sealed partial class JoinedGuardiansCard
{
    private static readonly string[] Fields = ["Search"];

    private string _search = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<JoinableGuardian>? _found;

    [Parameter, EditorRequired]
    public Guid UserId { get; set; }

    /// <summary>It is the own login: joining it may be said, taking it back is a colleague's.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    [PersistentState]
    public JoinedGuardians? Items { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Items is null)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new ListJoinedGuardians(UserId));
        Items = outcome.IsRefused ? null : outcome.Value;
    }

    private async Task SearchAsync()
    {
        var outcome = await Sender.SendAsync(new ListJoinedGuardians(UserId, _search));
        _refusals = outcome.Refusals;
        _found = outcome.IsRefused ? null : outcome.Value.Found;
    }

    private Task JoinAsync(JoinableGuardian guardian) =>
        DoAsync(new JoinGuardian(UserId, guardian.GuardianId!.Value), "Connexion reliée : elle se reconnectera.");

    private Task PartAsync(JoinableGuardian guardian) => DoAsync(new PartGuardian(UserId, guardian.FamilyId), "Connexion déliée.");

    private async Task DoAsync(ICommand<Done> command, string done)
    {
        _isBusy = true;
        var outcome = await Sender.SendAsync(command);
        _isBusy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            (_found, _search) = (null, "");
            Snackbar.Add(done, Severity.Success);
        }

        await ReadAsync();
    }
}
