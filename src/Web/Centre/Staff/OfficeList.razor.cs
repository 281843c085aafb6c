using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Centre.Staff;

public sealed partial class OfficeList
{
    private IReadOnlyList<OfficeCard>? _offices;
    private IReadOnlyList<Refusal> _refusals = [];

    // The office whose form is open; 0 for a new one.
    private int? _edited;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _offices = (await Sender.SendAsync(new GetOffices())).Value;

    private async Task DoneAsync()
    {
        (_edited, _refusals) = (null, []);
        await LoadAsync();
    }

    private async Task MoveAsync(OfficeCard office, bool up)
    {
        _refusals = (await Sender.SendAsync(new MoveOffice(office.Id, up))).Refusals;
        await LoadAsync();
    }

    private async Task RemoveAsync(OfficeCard office)
    {
        _refusals = (await Sender.SendAsync(new RemoveOffice(office.Id))).Refusals;
        await LoadAsync();
        if (_refusals.Count > 0)
        {
            return;
        }

        Snackbar.Add(
            $"« {office.Name} » est retiré.",
            Severity.Info,
            options =>
            {
                options.Action = "Le remettre";
                options.OnClick = async _ =>
                {
                    _refusals = (await Sender.SendAsync(new SaveOffice(null, office.Name, office.Address, office.Phone, office.Email))).Refusals;
                    await LoadAsync();
                    await InvokeAsync(StateHasChanged);
                };
            }
        );
    }
}
