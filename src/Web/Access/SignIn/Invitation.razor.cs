using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class Invitation
{
    private bool _isDone;
    private InvitedPerson? _person;
    private IReadOnlyList<Refusal> _refusals = [];

    [CascadingParameter]
    private HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm]
    private ChosenPassword Model { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Model ??= new();
        // A form that was sent is not taken away before it was heard: it is told itself that somebody else was first.
        _person = await Invitations.ReadAsync(Code) ?? (HttpMethods.IsPost(Context.Request.Method) ? InvitedPerson.Nobody : null);
    }

    private async Task AcceptAsync()
    {
        var outcome = await Invitations.AcceptAsync(Code, Model.Password);
        _refusals = outcome.Refusals;
        if (outcome.IsNotFound)
        {
            _person = null;
        }

        if (!outcome.IsRefused)
        {
            // Chosen and typed twice a moment ago: not asked for once more.
            var answer = await SignIn.SignInByEmailAsync(_person!.Email, Model.Password);
            _isDone = !answer.IsSignedIn;
            if (answer.IsSignedIn)
            {
                Navigation.NavigateTo(answer.IsParent ? "/" : "/gestion");
            }
        }
    }
}
