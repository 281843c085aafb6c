using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Activities.Staff.Staffing;

public sealed partial class Encadrement
{
    private string? _shown;
    private IReadOnlyList<Refusal> _refusals = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [PersistentState]
    public StaffingList? List { get; set; }

    [PersistentState]
    public bool IsDirector { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? Du { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? Au { get; set; }

    [SupplyParameterFromQuery(Name = "toutes")]
    private bool All { get; set; }

    private IReadOnlyList<SessionStaffing> Shown => [.. (List?.Sessions ?? []).Where(session => All || session.Booked.Total + session.Waiting.Total > 0)];

    private DateOnly From => French.Date(Du) ?? Today.Date;

    private DateOnly To => French.Date(Au) ?? From.AddDays(13);

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            IsDirector = (await Authentication).User.IsInRole(nameof(Roles.Director));
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => change.MayConcernAny(List?.Sessions.Select(session => session.SessionId).ToHashSet() ?? []);

    protected override async Task RefreshAsync()
    {
        var outcome = await Sender.SendAsync(new ListStaffing(From, To));
        _refusals = [.. French.NoDates(("From", Du), ("To", Au)), .. outcome.Refusals];
        List = _refusals.Count > 0 ? null : outcome.Value;
    }

    private static string Count(int booked, int waiting) => waiting == 0 ? $"{booked}" : $"{booked} (+ {waiting} en attente)";
}
