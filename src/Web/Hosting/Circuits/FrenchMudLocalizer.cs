using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ClsPortal.Web.Hosting;

/// <summary>What MudBlazor says by itself, to screen readers: its own words are English.</summary>
internal sealed class FrenchMudLocalizer : MudLocalizer
{
    public override LocalizedString this[string key] =>
        key switch
        {
            "MudSnackbar_Close" or "MudDialog_Close" or "MudAlert_Close" => new(key, "Fermer"),
            _ => new(key, key, resourceNotFound: true),
        };
}
