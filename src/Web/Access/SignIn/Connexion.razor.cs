using System.ComponentModel.DataAnnotations;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class Connexion
{
    private string? _error;
    private IReadOnlyList<OfficeCard> _offices = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [SupplyParameterFromForm]
    private Form Model { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    private string? ReturnUrl { get; set; }

    /// <summary>There when a page was left because its sign-in had ended.</summary>
    [SupplyParameterFromQuery(Name = "fin")]
    private string? Ended { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Model ??= new();
        if ((await Authentication).User is { Identity.IsAuthenticated: true } user)
        {
            Navigation.NavigateTo(Target(user.IsInRole(nameof(Roles.Parent))));
            return;
        }

        _offices = (await Sender.SendAsync(new GetOffices())).Value;
    }

    private async Task SignInAsync()
    {
        var answer = await SignIn.SignInByEmailAsync(ClsPortal.Domain.Shared.PastedText.Code(Model.Email), Model.Password);
        if (answer.IsSignedIn)
        {
            Navigation.NavigateTo(Target(answer.IsParent));
            return;
        }

        if (answer.NeedsCode)
        {
            Navigation.NavigateTo($"/connexion/code?ReturnUrl={Uri.EscapeDataString(Target(answer.IsParent))}");
            return;
        }

        _error = answer.LockedFor is { } wait
            ? $"Trop d’essais : cette connexion est bloquée. Réessayez dans {French.Minutes(wait)}, ou choisissez « Mot de passe oublié »."
            : "L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux, ou choisissez « Mot de passe oublié ».";
    }

    private async Task SignInByPasskeyAsync(string credential)
    {
        var answer = await SignIn.SignInByPasskeyAsync(credential);
        if (answer.IsSignedIn)
        {
            Navigation.NavigateTo(Target(answer.IsParent));
            return;
        }

        _error = "Cette clé d’accès n’est pas, ou plus, reconnue. Connectez-vous avec votre mot de passe.";
    }

    private string Target(bool isParent)
    {
        var home = isParent ? "/" : "/gestion";
        return LocalAddress.Of(ReturnUrl) is { } back and not "/" ? back : home;
    }

    private sealed class Form
    {
        [Required(ErrorMessage = "Indiquez votre adresse e-mail.")]
        [StringLength(254, ErrorMessage = "Cette adresse est trop longue.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Indiquez votre mot de passe.")]
        [StringLength(200, ErrorMessage = "Ce mot de passe est trop long.")]
        public string Password { get; set; } = "";
    }
}
