using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Privacy.Staff;

public sealed partial class ErasureForm
{
    private static readonly string[] Fields = ["TypedName"];

    private string _typed = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public int FamilyId { get; set; }

    [Parameter, EditorRequired]
    public ErasurePreview Preview { get; set; } = default!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    private async Task EraseAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new EraseFamily(FamilyId, _typed));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                Snackbar.Add("Le dossier est anonyme.", Severity.Success);
                await OnDone.InvokeAsync();
            }
            else if (outcome.Refusal.Field is null)
            {
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
