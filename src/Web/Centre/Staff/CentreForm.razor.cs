using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClsPortal.Web.Centre.Staff;

public sealed partial class CentreForm
{
    private string _name = "";
    private string _phone = "";
    private string _email = "";
    private string _zone = "A";
    private string _announcement = "";
    private int? _answer;
    private int? _urgent;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    // The zone is chosen here until the first save only.
    private IReadOnlyList<string> Fields =>
        ["Name", "Phone", "Email", .. Settings.IsSetUp ? Array.Empty<string>() : ["SchoolZone"], "AnswerWorkingDays", "UrgentDays", "Announcement"];

    [Parameter, EditorRequired]
    public CentreSettings Settings { get; set; } = default!;

    [Parameter]
    public EventCallback OnSaved { get; set; }

    private string Promise =>
        _answer is >= 1 and <= 30
            ? "Une demande faite aujourd’hui reçoit une réponse au plus tard le "
                + $"{ClsPortal.Domain.Activities.PublicHolidays.WorkingDaysAfter(Today.Date, _answer.Value).Long()}."
            : "Sans les samedis, dimanches et jours fériés.";

    [Inject]
    private CentreToday Today { get; set; } = default!;

    protected override void OnInitialized() =>
        (_name, _phone, _email, _zone, _announcement, _answer, _urgent) = (
            Settings.Name,
            Settings.Phone,
            Settings.Email,
            Settings.SchoolZone,
            Settings.Announcement,
            Settings.AnswerWorkingDays,
            Settings.UrgentDays
        );

    private async Task SaveAsync()
    {
        _isBusy = true;
        try
        {
            var outcome = await Sender.SendAsync(new SaveCentre(_name, _phone, _email, _zone, _answer ?? 0, _urgent ?? 0, _announcement, Settings.Stamp));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                Snackbar.Add("Le centre est enregistré.", Severity.Success);
                await OnSaved.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
