using System.ComponentModel.DataAnnotations;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class SetUpCodes
{
    private CodesOffer? _offer;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public string Email { get; set; } = "";

    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<string>> OnRecovery { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "ajouter")]
    private Form Model { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Model ??= new();
        _offer = Security.Offer((await Authentication).User, Email, Model.Offer);
    }

    private async Task StartAsync()
    {
        var outcome = await Security.StartCodesAsync((await Authentication).User, Model.Offer, Model.Code, Model.Current);
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await OnRecovery.InvokeAsync(outcome.Value);
        }
    }

    private sealed class Form : ConfirmedByPassword
    {
        [Required(ErrorMessage = "Saisissez le code affiché par l’application.")]
        [StringLength(20, ErrorMessage = "Le code a six chiffres.")]
        public string Code { get; set; } = "";

        public string? Offer { get; set; }
    }
}
