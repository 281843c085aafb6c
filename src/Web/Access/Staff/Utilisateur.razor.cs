using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace ClsPortal.Web.Access.Staff;

public sealed partial class Utilisateur
{
    private Roles _roles;
    private bool _isOwn;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter]
    public Guid UserId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [PersistentState]
    public LoginLine? Login { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _isOwn = PrincipalUser.IdOf((await Authentication).User) == UserId;
        if (Login?.Id != UserId)
        {
            await ReadAsync();
        }
        else
        {
            _roles = Login.Roles & Roles.Staff;
        }
    }

    private async Task ReadAsync()
    {
        var outcome = await Sender.SendAsync(new GetUser(UserId));
        if (outcome.IsRefused)
        {
            Navigation.NotFound();
            return;
        }

        Login = outcome.Value;
        _roles = Login.Roles & Roles.Staff;
    }

    private Task SaveRolesAsync() => DoAsync(new SetUserRoles(UserId, _roles), "Rôles enregistrés.");

    private async Task SetDisabledAsync(bool isDisabled)
    {
        if (!isDisabled || await SureAsync("Désactiver la connexion ?", $"{Login!.Name} ne pourra plus se connecter.", "Désactiver"))
        {
            await DoAsync(new SetUserDisabled(UserId, isDisabled), isDisabled ? "Connexion désactivée." : "Connexion réactivée.");
        }
    }

    private async Task EndSessionsAsync()
    {
        if (await SureAsync("Mettre fin aux connexions ouvertes ?", $"{Login!.Name} devra se connecter de nouveau sur tous ses appareils.", "Y mettre fin"))
        {
            await DoAsync(new EndUserSessions(UserId), "Les connexions ouvertes prennent fin dans la minute.");
        }
    }

    private async Task ResetAsync()
    {
        if (
            await SureAsync(
                "Retirer le second facteur ?",
                "L’application de codes, les codes de secours et les clés d’accès de cette personne seront effacés.",
                "Retirer"
            )
        )
        {
            await DoAsync(new ResetUserFactor(UserId), "Second facteur retiré.");
        }
    }

    private async Task<bool> SureAsync(string title, string text, string yes) =>
        await Dialogs.AskAsync(title, text, yesText: yes, cancelText: "Ne rien changer");

    private async Task DoAsync(ICommand<Done> command, string done)
    {
        _isBusy = true;
        var outcome = await Sender.SendAsync(command);
        _isBusy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Snackbar.Add(done, Severity.Success);
            await ReadAsync();
        }
    }
}
