using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ClsPortal.Web.Invoicing.Staff.Treasury;

public sealed partial class CodesTresorerie
{
    private const string Dossier = "Dossier technique PES v2 (DGFiP, v5.19)";

    private static readonly (string Name, string Label, string Source)[] Codes =
    [
        (
            nameof(TreasurySettings.PostCode),
            "Codique du poste comptable (IdPost)",
            $"6 ou 7 chiffres, sur tout courrier de votre Trésorerie. {Dossier}, en-tête."
        ),
        (nameof(TreasurySettings.Siret), "SIRET du budget (IdColl)", $"14 chiffres. {Dossier}, en-tête."),
        (nameof(TreasurySettings.CollectivityCode), "Code collectivité (CodCol)", $"3 chiffres, donnés par la Trésorerie. {Dossier}, en-tête."),
        (nameof(TreasurySettings.BudgetCode), "Code budget (CodBud)", $"2 caractères, donnés par la Trésorerie. {Dossier}, en-tête."),
        (nameof(TreasurySettings.Label), "Nom de la collectivité (LibelleColBud)", $"38 caractères au plus. {Dossier}, en-tête."),
        (
            nameof(TreasurySettings.ProductCode),
            "Code produit local (CodProdLoc)",
            $"1 à 4 caractères, à convenir avec la Trésorerie. {Dossier}, recette, ligne de pièce."
        ),
        (
            nameof(TreasurySettings.AccountCode),
            "Nature",
            $"« Pour les titres ORMC : proposition de valorisation à 588 » : {Dossier}, recette, ligne de pièce. Votre Trésorerie peut en vouloir une autre."
        ),
        (
            nameof(TreasurySettings.Period),
            "Période (Per)",
            $"Un chiffre, complément du numéro de dette : {Dossier}, recette, pièce. 0 pour tous les mois, à demander à la Trésorerie."
        ),
        (
            nameof(TreasurySettings.KeyCode),
            "Code nature de la première clé (Cle1)",
            $"« Modulo 11 sur le code collectivité + le code nature + l’exercice + la période + le numéro de dette » : {Dossier} ; la valeur est dans "
                + "l’annexe technique PES SEPA ORMC, que votre Trésorerie détient. Vide : le numéro du bordereau, comme l’écrivent les logiciels en usage."
        ),
        (
            nameof(TreasurySettings.CivilityOfMen),
            "Civilité d’un homme",
            $"Obligatoire pour un particulier ; la liste fermée n’est pas publiée. M est en usage. {Dossier}, recette, tiers."
        ),
        (
            nameof(TreasurySettings.CivilityOfWomen),
            "Civilité d’une femme",
            $"MME est en usage ; « Mlle » fait rejeter le bordereau. {Dossier}, recette, tiers."
        ),
        (
            nameof(TreasurySettings.ReductionPieceType),
            "Type de pièce d’une réduction (TypPce)",
            $"02, titre correctif, avec le type de bordereau 02 et la nature 06 : {Dossier}, annexe 2. À faire confirmer pour un titre transmis en ORMC."
        ),
        (
            nameof(TreasurySettings.ReductionFileType),
            "Type de fichier des réductions (TypFic)",
            $"PESALR1 pour ce qui n’est pas de l’ORMC : {Dossier}, enveloppe. À faire confirmer."
        ),
    ];

    private static readonly string[] Fields = [.. Codes.Select(line => line.Name)];
    private readonly Dictionary<string, string> _texts = [];
    private TreasuryCodesView? _view;
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _busy;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _view = (await Sender.SendAsync(new GetTreasuryCodes())).Value;
        foreach (var rule in TreasuryCodeRule.All)
        {
            _texts[rule.Name] = rule.Value(_view.Terms);
        }
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        var terms = new TreasurySettings(
            _texts[nameof(TreasurySettings.PostCode)],
            _texts[nameof(TreasurySettings.Siret)],
            _texts[nameof(TreasurySettings.CollectivityCode)],
            _texts[nameof(TreasurySettings.BudgetCode)],
            _texts[nameof(TreasurySettings.Label)],
            _texts[nameof(TreasurySettings.ProductCode)],
            _texts[nameof(TreasurySettings.AccountCode)],
            _texts[nameof(TreasurySettings.ReductionPieceType)],
            _texts[nameof(TreasurySettings.ReductionFileType)]
        )
        {
            Period = _texts[nameof(TreasurySettings.Period)],
            KeyCode = _texts[nameof(TreasurySettings.KeyCode)],
            CivilityOfMen = _texts[nameof(TreasurySettings.CivilityOfMen)],
            CivilityOfWomen = _texts[nameof(TreasurySettings.CivilityOfWomen)],
        };
        var outcome = await Sender.SendAsync(new ChangeTreasuryCodes(_view!.Version, terms));
        _busy = false;
        _refusals = outcome.Refusals;
        if (!outcome.IsRefused)
        {
            await LoadAsync();
            Snackbar.Add("Codes enregistrés.", Severity.Success);
        }
    }
}
