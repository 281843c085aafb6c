using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Access.SignIn;

public sealed partial class ManageCodes
{
    private IReadOnlyList<Refusal> _renewal = [];
    private IReadOnlyList<Refusal> _removal = [];

    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<string>> OnRecovery { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "renouveler", Name = "Model")]
    private ConfirmedByPassword Renewal { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "retirer", Name = "Model")]
    private ConfirmedByPassword Removal { get; set; } = default!;

    protected override void OnInitialized()
    {
        Renewal ??= new();
        Removal ??= new();
    }

    private async Task RenewAsync()
    {
        var outcome = await Security.RenewRecoveryCodesAsync((await Authentication).User, Renewal.Current);
        _renewal = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await OnRecovery.InvokeAsync(outcome.Value);
        }
    }

    private async Task StopAsync()
    {
        var outcome = await Security.StopCodesAsync((await Authentication).User, Removal.Current);
        _removal = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            Navigation.NavigateTo("/mon-compte/securite?fait=application-retiree");
        }
    }
}
