using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Shared.Dialogs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class ParametresAutorisations
{
    private static readonly string[] Fields = ["Text", "Position"];

    private IReadOnlyList<Refusal> _refusals = [];
    private int? _id;
    private string _text = "";
    private int _position;
    private bool _isRequired;
    private bool _isPerChild;
    private bool _asksAgain;

    [PersistentState]
    public IReadOnlyList<ConsentKindLine>? List { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (List is null)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync() => List = (await Sender.SendAsync(new ListConsentKinds())).Value;

    private void Open(ConsentKindLine? kind)
    {
        _refusals = [];
        _asksAgain = false;
        (_id, _text, _position, _isRequired, _isPerChild) = kind is null
            ? (0, "", (List!.Where(line => !line.IsArchived).Max(line => (int?)line.Position) ?? 0) + 1, true, true)
            : (kind.Id, kind.Text, kind.Position, kind.IsRequired, kind.IsPerChild);
    }

    private async Task SaveAsync() =>
        await EndAsync(
            (await Sender.SendAsync(new SaveConsentKind(_id ?? 0, _text, _isRequired, _isPerChild, _position, _asksAgain))).Refusals,
            "Autorisation enregistrée."
        );

    private async Task ArchiveAsync(ConsentKindLine kind)
    {
        if (
            await Dialogs.AskAsync("Ne plus demander ?", "Les réponses déjà données restent dans les dossiers.", "Ne plus demander", cancelText: "Revenir")
            == true
        )
        {
            await EndAsync((await Sender.SendAsync(new ArchiveConsentKind(kind.Id))).Refusals, "L’autorisation n’est plus demandée.");
        }
    }

    private async Task EndAsync(IReadOnlyList<Refusal> refusals, string done)
    {
        _refusals = refusals;
        await ReadAsync();
        if (refusals.Count == 0)
        {
            _id = null;
            Snackbar.Add(done, Severity.Success);
        }
    }
}
