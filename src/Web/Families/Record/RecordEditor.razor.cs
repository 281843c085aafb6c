using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Families.Record;

public sealed partial class RecordEditor
{
    private readonly List<RecordDraft> _drafts = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private RecordForm? _shown;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public RecordForm Form { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<IReadOnlyList<FieldEdit>, Task<IReadOnlyList<Refusal>>> Save { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    [Parameter]
    public EventCallback OnOutdated { get; set; }

    [Parameter]
    public EventCallback<ChangeLine> OnWithdraw { get; set; }

    [Parameter]
    public bool ShowsNames { get; set; }

    [Parameter]
    public string SubmitLabel { get; set; } = "Envoyer la demande de modification";

    [Parameter]
    public string SignedLabel { get; set; } = "Répondu par";

    /// <summary>True where people type about themselves: a browser may then fill in what it knows of its owner.</summary>
    [Parameter]
    public bool IsTypistsOwn { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // Answers for one child stand together.
    private IEnumerable<List<RecordDraft>> Cards =>
        ShowsNames
            ? _drafts.GroupBy(draft => draft.Group.Subject.ChildId).Select(card => card.ToList())
            : _drafts.Select(draft => new List<RecordDraft> { draft });

    private IReadOnlyList<string> Keys => [.. _drafts.SelectMany(draft => draft.Group.Fields.Select(shown => FieldEdit.KeyOf(draft.Group.Subject, shown.Key)))];

    private RecordField Shown(RecordField field) => IsTypistsOwn || field.Autocomplete is null ? field : field with { Autocomplete = "off" };

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, Form))
        {
            return;
        }

        _shown = Form;
        _drafts.RemoveAll(draft => Form.Groups.All(group => group.Subject != draft.Group.Subject));
        foreach (var group in Form.Groups)
        {
            if (_drafts.Find(draft => draft.Group.Subject == group.Subject) is { } draft)
            {
                draft.Rebase(group);
            }
            else
            {
                _drafts.Add(new RecordDraft(group));
            }
        }
    }

    private async Task SaveAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _refusals = await Save([.. _drafts.SelectMany(draft => draft.Edits)]);
            // What is shown must be what the record says before the next attempt.
            if (_refusals.Any(refusal => refusal.Code is "ChangedMeanwhile" or "AlreadyPending"))
            {
                await OnOutdated.InvokeAsync();
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
