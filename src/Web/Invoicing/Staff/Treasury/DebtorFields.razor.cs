using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClsPortal.Web.Invoicing.Staff.Treasury;

public sealed partial class DebtorFields
{
    private static readonly (string Name, string Label)[][] Rows =
    [
        [(nameof(DebtorForm.LastName), "Nom"), (nameof(DebtorForm.FirstName), "Prénom")],
        [
            (nameof(DebtorForm.Street), "Numéro et voie"),
            (nameof(DebtorForm.Complement), "Au-dessus : bâtiment, appartement"),
            (nameof(DebtorForm.Locality), "Au-dessous : lieu-dit, hameau"),
        ],
        [(nameof(DebtorForm.PostCode), "Code postal"), (nameof(DebtorForm.Town), "Commune")],
    ];

    private static readonly string[] Fields = [nameof(DebtorForm.Civility), .. Rows.SelectMany(row => row).Select(text => text.Name)];
    private readonly Dictionary<string, string> _texts = [];
    private IReadOnlyList<Refusal> _refusals = [];
    private string _civility = "";
    private bool _busy;

    [Parameter, EditorRequired]
    public DebtorToComplete Line { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback OnSaved { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClosed { get; set; }

    protected override void OnInitialized() => Fill(Line.Known);

    private string Id(string name) => $"d-{Line.InvoiceIds[0]}-{name}";

    private void Fill(DebtorForm form)
    {
        _civility = Debtor.Civilities.Contains(form.Civility) ? form.Civility : "";
        (_texts[nameof(form.LastName)], _texts[nameof(form.FirstName)]) = (form.LastName, form.FirstName);
        (_texts[nameof(form.Complement)], _texts[nameof(form.Street)], _texts[nameof(form.Locality)]) = (form.Complement, form.Street, form.Locality);
        (_texts[nameof(form.PostCode)], _texts[nameof(form.Town)]) = (form.PostCode, form.Town);
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var form = new DebtorForm(
            _civility,
            _texts[nameof(DebtorForm.LastName)],
            _texts[nameof(DebtorForm.FirstName)],
            _texts[nameof(DebtorForm.Complement)],
            _texts[nameof(DebtorForm.Street)],
            _texts[nameof(DebtorForm.Locality)],
            _texts[nameof(DebtorForm.PostCode)].Trim(),
            _texts[nameof(DebtorForm.Town)]
        );
        var outcome = await Sender.SendAsync(new EnterDebtor(Line.FamilyId, Line.InvoiceIds, form));
        _busy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await OnSaved.InvokeAsync();
        }
    }
}
