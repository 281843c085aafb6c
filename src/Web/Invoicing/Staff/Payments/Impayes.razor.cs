using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Payments;

public sealed partial class Impayes
{
    private readonly HashSet<int> _selected = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private IReadOnlyList<ReminderPreview> _others = [];
    private string? _shown;
    private bool _busy;

    [PersistentState]
    public UnpaidList? List { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "tout")]
    private string? All { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var restored = _shown is null && List is not null;
        if (_shown != Navigation.Uri && !restored)
        {
            await LoadAsync();
        }

        _shown = Navigation.Uri;
    }

    private async Task LoadAsync()
    {
        List = (await Sender.SendAsync(new ListUnpaid(All != "1", French.Searched(Search), PageNumber ?? 1))).Value;
        _selected.IntersectWith(List.Lines.Items.Select(family => family.Id));
    }

    private void SelectAll() =>
        _selected.UnionWith(List!.Lines.Items.Where(family => family is { NextLevel: > 0, HasEmail: true }).Select(family => family.Id));

    private async Task RemindAsync()
    {
        _busy = true;
        var preview = await Sender.SendAsync(new PreviewReminders([.. _selected]));
        _busy = false;
        _refusals = preview.Refusals;
        if (preview.IsRefused)
        {
            return;
        }

        var parameters = new DialogParameters<ReminderDialog> { { dialog => dialog.Previews, preview.Value.Lines } };
        var dialog = await Dialogs.ShowAsync<ReminderDialog>(
            "Relances à envoyer",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true }
        );
        if (await dialog.Result is not { Canceled: false })
        {
            return;
        }

        var outcome = await Sender.SendAsync(new SendReminders([.. preview.Value.Lines.Where(line => line.Mail is not null).Select(line => line.FamilyId)]));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            _others = outcome.Value.Others;
            _selected.Clear();
            Snackbar.Add(outcome.Value.Sent == 1 ? "1 relance envoyée." : $"{outcome.Value.Sent} relances envoyées.", Severity.Success);
        }

        await LoadAsync();
    }
}
