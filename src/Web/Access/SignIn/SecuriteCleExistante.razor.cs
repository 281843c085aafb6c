using System.ComponentModel.DataAnnotations;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class SecuriteCleExistante
{
    private PasskeyLine? _passkey;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter]
    public string Key { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "renommer")]
    private NameForm Naming { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "retirer", Name = "Model")]
    private ConfirmedByPassword Removal { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Removal ??= new();
        _passkey = (await Security.ReadAsync((await Authentication).User))?.Passkeys.FirstOrDefault(passkey => passkey.Key == Key);
        Naming ??= new() { Name = _passkey?.Name ?? "" };
        if (_passkey is null)
        {
            Navigation.NotFound();
        }
    }

    private async Task RenameAsync()
    {
        if (!(await Passkeys.RenameAsync((await Authentication).User, Key, Naming.Name.Trim())).IsRefused)
        {
            Navigation.NavigateTo("/mon-compte/securite?fait=cle-renommee");
        }
    }

    private async Task RemoveAsync()
    {
        var outcome = await Passkeys.RemoveAsync((await Authentication).User, Removal.Current, Key);
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Navigation.NavigateTo("/mon-compte/securite?fait=cle-retiree");
        }
    }

    private sealed class NameForm
    {
        [Required(ErrorMessage = "Donnez un nom à la clé.")]
        [StringLength(PasskeyLine.NameMaxLength, ErrorMessage = "60 caractères au plus.")]
        public string Name { get; set; } = "";
    }
}
