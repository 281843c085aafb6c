using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Invoicing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Invoicing.Staff.Tariffs;

public sealed partial class TariffForm
{
    // The fields of the other ways to compute are not on the screen.
    private string[] Fields =>
        [
            "ActivityIds",
            "ValidFrom",
            "Family",
            nameof(TariffTerms.MealCents),
            nameof(TariffTerms.SecondChildPercent),
            nameof(TariffTerms.ThirdChildPercent),
            nameof(TariffTerms.OutsidePercent),
            nameof(TariffTerms.OutsideCents),
            .. _draft.Kind switch
            {
                TariffKind.Flat => [nameof(TariffTerms.FlatCents)],
                TariffKind.Bands => [nameof(TariffTerms.Bands)],
                _ => (string[])[nameof(TariffTerms.RatePercent), nameof(TariffTerms.FloorCents), nameof(TariffTerms.CeilingCents)],
            },
        ];

    private readonly HashSet<int> _chosen = [];
    private TariffDraft _draft = new();
    private DateOnly? _from;
    private string _family = "";
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];
    private TariffPreview? _preview;

    [Parameter, EditorRequired]
    public IReadOnlyList<ActivityTariffs> Activities { get; set; } = [];

    /// <summary>Where to start from.</summary>
    [Parameter, EditorRequired]
    public ActivityTariffs Activity { get; set; } = default!;

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [Parameter]
    public EventCallback OnClosed { get; set; }

    protected override void OnInitialized()
    {
        _chosen.Add(Activity.ActivityId);
        _draft = Activity.Tariffs.Count > 0 ? TariffDraft.From(Activity.Tariffs[0].Terms) : new TariffDraft();
    }

    private void Toggle(int activity)
    {
        if (!_chosen.Remove(activity))
        {
            _chosen.Add(activity);
        }

        ForgetPreview();
    }

    private void ForgetPreview() => _preview = null;

    private Task PreviewAsync() =>
        WithTermsAsync(async terms =>
        {
            var outcome = await Sender.SendAsync(
                new PreviewTariff(
                    Activities.Select(activity => activity.ActivityId).FirstOrDefault(_chosen.Contains, Activity.ActivityId),
                    _from ?? default,
                    terms,
                    _family
                )
            );
            (_refusals, _preview) = (outcome.Refusals, outcome.IsRefused ? null : outcome.Value);
        });

    private Task SaveAsync() =>
        WithTermsAsync(async terms =>
        {
            var outcome = await Sender.SendAsync(new SaveTariff([.. _chosen], _from ?? default, terms));
            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                await OnSaved.InvokeAsync();
            }
        });

    private async Task WithTermsAsync(Func<TariffTerms, Task> work)
    {
        (var terms, _refusals) = _draft.Read();
        if (terms is null)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await work(terms);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
