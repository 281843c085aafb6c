using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Invoicing.Staff.Treasury;
using ClsPortal.Web.Privacy.Staff;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Forms that show themselves only when something happened which the demonstration does not hold, with what they are given then.</summary>
internal static class RareForms
{
    private static readonly DateOnly Day = new(2019, 2, 4);
    private static readonly DebtorForm Nobody = new("", "", "", "", "", "", "", "");

    public static IEnumerable<PageAddress> In(DemoPortal portal)
    {
        portal.Refusing.Answers[typeof(ListPaymentsToTell)] = Outcome<PaymentsToTell>.Of(
            new PaymentsToTell([new PaymentToTell(1, 1, "01-1", "test", null, Day, 1200, PaymentMeans.Cheque)], 1)
        );
        portal.Refusing.Answers[typeof(GetExports)] = Outcome<ExportsPage>.Of(
            new ExportsPage(true, 1, 1200, Day, Day, null, new Page<BordereauLine>([], 1, 50, 0))
        );
        yield return Of<Tresorerie>(Roles.Accountant);
        yield return Of<DebtorFields>(
            Roles.Accountant,
            ("Line", new DebtorToComplete(1, "test", [1], ["01-1"], "", [], Nobody, Nobody)),
            ("OnSaved", EventCallback.Empty),
            ("OnClosed", EventCallback.Empty)
        );
        yield return Of<ErasureForm>(Roles.Administrator, ("FamilyId", 1), ("Preview", new ErasurePreview("0119", "test", false, [], [], [], [])));
    }

    private static PageAddress Of<TComponent>(Roles role, params (string Name, object Value)[] values) =>
        new(
            typeof(TComponent),
            "/" + typeof(TComponent).Name,
            values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal),
            "",
            role
        );
}
