using ClsPortal.Application.Enrolment;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Enrolment.Parent;

public sealed partial class Inscriptions
{
    private int _category;
    private int? _loadedFor = -1;
    private bool _notFound;

    [Parameter]
    public int? ChildId { get; set; }

    [Parameter]
    public int? ActivityId { get; set; }

    [SupplyParameterFromQuery(Name = "enfant")]
    private int? ChildOfQuery { get; set; }

    [SupplyParameterFromQuery(Name = "mois")]
    private string? Mois { get; set; }

    [PersistentState]
    public EnrolmentChoices? Choices { get; set; }

    private int? Chosen => ChildId ?? ChildOfQuery;

    private DateOnly? MonthOfAddress => French.MonthOf(Mois);

    protected override async Task OnParametersSetAsync()
    {
        var restored = _loadedFor == -1 && Choices is not null;
        if (!restored && (Choices is null || _loadedFor != Chosen))
        {
            var outcome = await Sender.SendAsync(new GetEnrolmentChoices(Chosen));
            if (outcome.IsRefused)
            {
                _notFound = true;
                Navigation.NotFound();
                return;
            }

            Choices = outcome.Value;
        }

        _loadedFor = Chosen;
    }

    private IEnumerable<ActivityChoice> Shown(EnrolmentChoices choices) =>
        choices.Activities.Where(activity => _category == 0 || activity.CategoryId == _category);
}
