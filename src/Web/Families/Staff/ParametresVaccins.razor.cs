using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Invoicing;
using ClsPortal.Web.Shared.Dialogs;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Families.Staff;

public sealed partial class ParametresVaccins
{
    private static readonly string[] Fields = ["Name", "FromBirthYear", "ToBirthYear", "Position"];

    private IReadOnlyList<Refusal> _refusals = [];
    private int? _id;
    private string _name = "";
    private bool _isCompulsory;
    private int? _from;
    private int? _to;
    private int _position;

    [PersistentState]
    public IReadOnlyList<VaccineLine>? List { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (List is null)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync() => List = (await Sender.SendAsync(new ListVaccines())).Value;

    private void Open(VaccineLine? vaccine)
    {
        _refusals = [];
        (_id, _name, _isCompulsory, _from, _to, _position) = vaccine is null
            ? (0, "", true, null, null, (List!.Where(line => !line.IsArchived).Max(line => (int?)line.Position) ?? 0) + 1)
            : (vaccine.Id, vaccine.Name, vaccine.IsCompulsory, vaccine.FromBirthYear, vaccine.ToBirthYear, vaccine.Position);
    }

    private async Task SaveAsync() =>
        await EndAsync((await Sender.SendAsync(new SaveVaccine(_id ?? 0, _name, _isCompulsory, _from, _to, _position))).Refusals, "Vaccin enregistré.");

    private async Task AddUsualAsync() => await EndAsync((await Sender.SendAsync(new AddUsualVaccines())).Refusals, "Liste reprise : vérifiez-la.");

    private async Task ArchiveAsync(VaccineLine vaccine)
    {
        if (await Dialogs.AskAsync("Ne plus demander ?", "Les dates déjà données restent dans les fiches.", "Ne plus demander", cancelText: "Revenir") == true)
        {
            await EndAsync((await Sender.SendAsync(new ArchiveVaccine(vaccine.Id))).Refusals, "Le vaccin n’est plus demandé.");
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

    private static string Years(VaccineLine vaccine) =>
        (vaccine.FromBirthYear, vaccine.ToBirthYear) switch
        {
            (null, null) => "toutes les années",
            ({ } from, null) => $"à partir de {from}",
            (null, { } to) => $"jusqu’en {to}",
            ({ } from, { } to) => $"de {from} à {to}",
        };
}
