using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Messaging.Staff.Documents;

public sealed partial class DocumentForm
{
    private static readonly string[] Fields = ["Title", "Category", "ActivityId", "VisibleFrom", "VisibleUntil", FileRefusals.Field];

    private FileUpload? _upload;
    private string _title = "";
    private string _category = "";
    private string _activityId = "";
    private DateOnly? _from;
    private DateOnly? _until;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public CentreDocumentLine? Document { get; set; }

    [Parameter, EditorRequired]
    public CentreDocuments Documents { get; set; } = default!;

    /// <summary>True when it was saved, false when it was given up.</summary>
    [Parameter]
    public EventCallback<bool> OnDone { get; set; }

    private IEnumerable<string> Categories =>
        Documents.Lines.Items.Select(line => line.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture);

    protected override void OnInitialized()
    {
        _from = Documents.Today;
        if (Document is { } document)
        {
            (_title, _category, _activityId, _from, _until) = (
                document.Title,
                document.Category,
                document.ActivityId?.ToString(CultureInfo.InvariantCulture) ?? "",
                document.VisibleFrom,
                document.VisibleUntil
            );
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
            if (_upload!.IsChosen)
            {
                await _upload.SendAsync(PublishAsync);
            }
            else
            {
                await PublishAsync(null);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task PublishAsync(IncomingFile? file)
    {
        int? activityId = int.TryParse(_activityId, CultureInfo.InvariantCulture, out var id) ? id : null;
        var outcome = await Sender.SendAsync(new PublishDocument(Document?.Id, _title, _category, activityId, _from, _until, file));
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await OnDone.InvokeAsync(true);
        }
    }
}
