using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Invoicing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Shared.Ui;

public sealed partial class FileUpload
{
    private const int PartSize = 64 * 1024;

    private IBrowserFile? _file;
    private CancellationTokenSource? _sending;
    private Refusal? _own;
    private int? _percent;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter, EditorRequired]
    public long MaxBytes { get; set; }

    [Parameter, EditorRequired]
    public string MaxSize { get; set; } = "";

    /// <summary>Endings and types, as HTML has it.</summary>
    [Parameter]
    public string Accept { get; set; } = ".pdf,.jpg,.jpeg,.png,.heic,.heif,application/pdf,image/jpeg,image/png,image/heic,image/heif";

    /// <summary>The same in French.</summary>
    [Parameter]
    public string Kinds { get; set; } = "PDF ou photo (JPEG, PNG, HEIC)";

    [Parameter]
    public IReadOnlyList<Refusal> Refusals { get; set; } = [];

    /// <summary>True once a file is chosen.</summary>
    public bool IsChosen => _file is not null;

    private Refusal? Problem => _own ?? Refusals.FirstOrDefault(refusal => refusal.Field?.StartsWith(FileRefusals.Field, StringComparison.Ordinal) == true);

    /// <summary>Sends the file, hands it to the use case, and shows progress until that has answered.</summary>
    /// <returns>False when there is no file, or its way was broken off: a sentence stands beside the field.</returns>
    public async Task<bool> SendAsync(Func<IncomingFile, Task> use)
    {
        if (_file is null || _own is not null)
        {
            _own ??= FileRefusals.Missing;
            StateHasChanged();
            return false;
        }

        using var sending = _sending = new CancellationTokenSource();
        try
        {
            using var place = await Desk.EnterAsync(sending.Token);
            var content = await ReadAsync(_file, sending.Token);
            await use(new IncomingFile(_file.Name, content));
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or JSException)
        {
            _own = new Refusal(
                "UploadBroken",
                "L’envoi a été interrompu : rien n’a été déposé. Choisissez de nouveau le fichier pour réessayer.",
                FileRefusals.Field
            );
            return false;
        }
        catch (Exception exception)
        {
            // The form stays, with all that was typed into it.
            var reference = FaultReference.New();
            Logger.LogError(exception, "A file sent from {Field} failed; reference {Reference}", Id, reference);
            _own = new Refusal(
                "UploadFault",
                $"Une erreur s’est produite de notre côté pendant le dépôt. Réessayez ; si cela se répète, donnez cette référence au Centre de Loisirs : "
                    + $"{reference}",
                FileRefusals.Field
            );
            return false;
        }
        finally
        {
            _percent = null;
            _sending = null;
            StateHasChanged();
        }
    }

    public void Dispose() => Cancel();

    private async Task<byte[]> ReadAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        _percent = 0;
        StateHasChanged();
        await using var stream = file.OpenReadStream(MaxBytes, cancellationToken);
        using var content = new MemoryStream();
        var part = new byte[PartSize];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            content.Write(part, 0, read);
            var percent = (int)(content.Length * 100 / Math.Max(1, file.Size));
            if (percent != _percent)
            {
                _percent = percent;
                StateHasChanged();
            }
        }

        _percent = 100;
        StateHasChanged();
        return content.ToArray();
    }

    private void Choose(IBrowserFile? chosen)
    {
        _file = chosen;
        _own = _file switch
        {
            null => null,
            { Size: 0 } => FileRefusals.Empty,
            { Size: var size } when size > MaxBytes => FileRefusals.TooBig(new FileLimits(MaxBytes)),
            _ => null,
        };
    }

    private void Cancel() => _sending?.Cancel();
}
