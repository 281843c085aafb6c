using ClsPortal.Application.Attendance;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Attendance.Staff;

public sealed partial class Listes
{
    private IReadOnlyList<Refusal> _refusals = [];

    private DayLists? Lists { get; set; }

    [SupplyParameterFromQuery(Name = "liste")]
    private string? List { get; set; }

    [SupplyParameterFromQuery(Name = "du")]
    private string? Du { get; set; }

    [SupplyParameterFromQuery(Name = "au")]
    private string? Au { get; set; }

    [SupplyParameterFromQuery(Name = "activite")]
    private int? ActivityId { get; set; }

    private DayListKind Kind => ListDownloads.KindOf(List) ?? DayListKind.Roster;

    private DateOnly From => French.Date(Du) ?? Today.Date;

    private DateOnly To => French.Date(Au) ?? From;

    private DateOnly Monday => Today.Date.AddDays(-(((int)Today.Date.DayOfWeek + 6) % 7));

    protected override async Task OnParametersSetAsync()
    {
        var outcome = await Sender.SendAsync(new GetDayLists(From, To, ActivityId));
        _refusals = [.. French.NoDates(("From", Du), ("To", Au)), .. outcome.Refusals];
        Lists = _refusals.Count > 0 ? null : outcome.Value;
    }

    private string Address(DateOnly from, DateOnly to) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["du"] = from.Field(), ["au"] = to.Field() });

    private string File(string extension) =>
        $"/gestion/listes/liste.{extension}?liste={(Kind == DayListKind.Bus ? "bus" : "appel")}&du={From.Field()}&au={To.Field()}&activite={ActivityId}";
}
