using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Centre.Staff.Look;

public sealed partial class LookPictureForm
{
    private static readonly string[] Fields = [LookRefusals.Field];

    private FileUpload? _upload;
    private byte[] _content = [];
    private DrawnPicture? _drawn;
    private bool _isBusy;
    private IReadOnlyList<Refusal> _refusals = [];

    [Parameter, EditorRequired]
    public LookPart Part { get; set; }

    /// <summary>Null: none.</summary>
    [Parameter, EditorRequired]
    public ShownPicture? Current { get; set; }

    [Parameter, EditorRequired]
    public string CentreName { get; set; } = "";

    /// <summary>With a sentence of what was saved.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    private bool IsLogo => Part == LookPart.Logo;

    private string Id => IsLogo ? "look-logo" : "look-cover";

    private string Words => IsLogo ? "Le logo" : "La photo";

    // A photo is the same on every ground; a logo is not.
    private IEnumerable<LookGrounds> Grounds => IsLogo ? [LookGrounds.Light, LookGrounds.Dark] : [LookGrounds.Light];

    private string Weight => $"{Math.Max(1, (_drawn!.Content.Length + 500) / 1000)} ko";

    private string AddressOf(ShownPicture picture) => LookEdge.Address(IsLogo ? LookEdge.Logo : LookEdge.Cover, picture.Version);

    private static string DataOf(DrawnPicture picture) => $"data:image/webp;base64,{Convert.ToBase64String(picture.Content)}";

    private Task DrawAsync() =>
        BusyAsync(async () =>
        {
            Forget();
            await _upload!.SendAsync(async file =>
            {
                var outcome = await Sender.SendAsync(new DrawLookPicture(Part, file.Content));
                _refusals = outcome.Refusals;
                if (!outcome.IsRefused)
                {
                    (_content, _drawn) = (file.Content, outcome.Value);
                }
            });
        });

    private Task SaveAsync() =>
        BusyAsync(() => SendAsync(new SaveLookPicture(Part, _content), IsLogo ? "Le logo est enregistré." : "La photo est enregistrée."));

    private Task RemoveAsync() =>
        BusyAsync(async () =>
        {
            var what = IsLogo ? "le logo" : "la photo";
            if (
                await Dialogs.AskAsync(
                    $"Retirer {what} ?",
                    "Personne ne le verra plus. Gardez le fichier si vous pensez le remettre.",
                    $"Retirer {what}",
                    "Garder"
                )
            )
            {
                await SendAsync(new RemoveLookPicture(Part), IsLogo ? "Le logo est retiré." : "La photo est retirée.");
            }
        });

    private async Task SendAsync(MediatR.IRequest<Outcome<Done>> message, string sentence)
    {
        _refusals = (await Sender.SendAsync(message)).Refusals;
        if (_refusals.Count == 0)
        {
            Forget();
            await OnSaved.InvokeAsync(sentence);
        }
    }

    private void Forget() => (_content, _drawn, _refusals) = ([], null, []);

    private async Task BusyAsync(Func<Task> work)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            await work();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
