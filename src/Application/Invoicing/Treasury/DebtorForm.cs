using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>A debtor as it is typed.</summary>
public sealed record DebtorForm(
    string Civility,
    string LastName,
    string FirstName,
    string Complement,
    string Street,
    string Locality,
    string PostCode,
    string Town
)
{
    public static DebtorForm Of(Debtor debtor) =>
        new(
            debtor.Civility,
            debtor.LastName,
            debtor.FirstName,
            debtor.Address.Complement,
            debtor.Address.Street,
            debtor.Address.Locality,
            debtor.Address.PostCode,
            debtor.Address.Town
        );

    public Debtor ToDebtor() =>
        new(Civility, LastName, FirstName, new PostalAddress(Complement.Trim(), Street.Trim(), Locality.Trim(), PostCode.Trim(), Town.Trim()));
}
