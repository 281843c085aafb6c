using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Messaging.Staff;

public sealed partial class Messagerie
{
    private bool _isOther;
    private bool _hasOwnFamily;
    private string? _shown;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [PersistentState]
    public Page<ConversationLine>? List { get; set; }

    [SupplyParameterFromQuery(Name = "etat")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "voir")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    private bool IsClosed => State == "clos";

    private string? Text => French.Searched(Search);

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _hasOwnFamily = PrincipalUser.HasOwnFamily(user);
        _isOther = !user.IsInRole(nameof(Roles.Agent)) && !user.IsInRole(nameof(Roles.Director));
        if (_isOther)
        {
            // The mails that did not leave were here once, and administrators keep the address.
            Navigation.NavigateTo("/gestion/courriels", replace: true);
            return;
        }

        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await RefreshAsync();
        }

        _shown = Navigation.Uri;
    }

    protected override bool Concerns(ChangeNotice change) => !_isOther;

    protected override async Task RefreshAsync()
    {
        List = (await Sender.SendAsync(new ListInbox(IsClosed, Show == "non-lus", Show == "miens", Text, PageNumber ?? 1))).Value;
    }
}
