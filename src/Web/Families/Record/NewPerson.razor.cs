using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Families.Record;

public sealed partial class NewPerson
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _isBusy;

    [Parameter]
    public RecordPart Part { get; set; } = RecordPart.Contact;

    [Parameter, EditorRequired]
    public Func<IReadOnlyDictionary<string, string>, Task<IReadOnlyList<Refusal>>> Send { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Back { get; set; } = "";

    [Parameter, EditorRequired]
    public string SubmitLabel { get; set; } = "";

    /// <summary>What stands between the fields and the button.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private RecordSubject Subject => new(Part, 0);

    private IReadOnlyList<string> Keys => [.. PersonFields.KeysOf(Subject)];

    private async Task SendAsync()
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            _refusals = await Send(_values);
        }
        finally
        {
            _isBusy = false;
        }
    }
}
