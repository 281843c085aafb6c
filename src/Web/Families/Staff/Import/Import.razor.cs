using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace ClsPortal.Web.Families.Staff.Import;

public sealed partial class Import
{
    private byte[] _content = [];
    private ImportFile? _file;
    private Dictionary<string, int> _columns = [];
    private ImportReport? _report;
    private bool _isDone;
    private bool _isBusy;
    private bool _accepts;
    private bool _invites;
    private int _done;
    private IReadOnlyList<Refusal> _refusals = [];

    private async Task ReadAsync(IBrowserFile? chosen)
    {
        (_file, _report, _isDone, _accepts, _invites, _refusals) = (null, null, false, false, false, []);
        if (chosen is null)
        {
            return;
        }

        if (chosen.Size > ImportFile.MostBytes)
        {
            _refusals = [new Refusal("ImportTooLarge", "Ce fichier est trop lourd : 10 Mo au plus.", "File")];
            return;
        }

        using var content = new MemoryStream();
        await chosen.OpenReadStream(ImportFile.MostBytes).CopyToAsync(content);
        _content = content.ToArray();
        await ReadAgainAsync((null, null));
    }

    private async Task ReadAgainAsync((string? Sheet, int? HeadingLine) layout)
    {
        var outcome = await Task.Run(() => Files.Read(_content, layout.Sheet, layout.HeadingLine));
        (_report, _isDone, _accepts, _refusals) = (null, false, false, outcome.Refusals);
        if (!outcome.IsRefused)
        {
            _file = outcome.Value;
            _columns = new Dictionary<string, int>(ImportColumns.Guess(_file.Headings));
        }
    }

    private Task PreviewAsync() => RunAsync(table => Sender.SendAsync(new PreviewImport(table)), isImport: false);

    private Task ImportAsync() =>
        RunAsync(table => Sender.SendAsync(new ImportFamilies(table, _accepts, _invites ? Address.Uri : null, new Progress<int>(Show))), isImport: true);

    private void Show(int done) =>
        _ = InvokeAsync(() =>
        {
            _done = done;
            StateHasChanged();
        });

    private async Task RunAsync(Func<ImportTable, Task<Outcome<ImportReport>>> send, bool isImport)
    {
        // Another file may be on its way already: its lines are not those that the button stood under.
        if (_file is not { } file)
        {
            return;
        }

        (_isBusy, _done) = (true, 0);
        try
        {
            var outcome = await send(new ImportTable(file, new Dictionary<string, int>(_columns)));
            if (!isImport && _file != file)
            {
                return;
            }

            _refusals = outcome.Refusals;
            if (!outcome.IsRefused)
            {
                (_report, _isDone) = (outcome.Value, isImport);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
