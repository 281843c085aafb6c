namespace ClsPortal.Application.Invoicing;

/// <summary>What the Trésorerie knows the centre by (settings <c>Portal:Treasury:*</c>).</summary>
/// <param name="PostCode">IdPost: the accounting office.</param>
/// <param name="Siret">IdColl: fourteen digits.</param>
/// <param name="CollectivityCode">CodCol: up to three digits.</param>
/// <param name="BudgetCode">CodBud: up to ten digits.</param>
/// <param name="Label">LibelleColBud: the collectivity's name.</param>
/// <param name="ProductCode">CodProdLoc: the local product, up to four characters.</param>
/// <param name="AccountCode">Nature: the account of the budget.</param>
/// <param name="ReductionPieceType">TypPce of an annulation or réduction.</param>
/// <param name="ReductionFileType">TypFic of a bordereau of reductions.</param>
public sealed record TreasurySettings(
    string PostCode, string Siret, string CollectivityCode, string BudgetCode, string Label, string ProductCode, string AccountCode, string ReductionPieceType, string ReductionFileType);

/// <summary>Whether the portal can write the Trésorerie's file, and how long it waits between two reminders.</summary>
/// <param name="Treasury">Null while the settings are not made: then there is CSV and XLSX.</param>
/// <param name="DaysBetweenReminders">Setting <c>Portal:Reminders:DaysBetween</c>.</param>
public sealed record CollectionSettings(TreasurySettings? Treasury, int DaysBetweenReminders);
